package dev.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.CertificateAuthority.Identity;
import dev.sluice.server.SecureKafkaServer.Door;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class SecureKafkaServerIT {

    private static SecureKafkaServer server;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = SecureKafkaServer.start(directory);
        server.kafka().createTopic("readings", 1);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theDoorForCertificatesTakesItsAuthoritysAndNoOthers() throws Exception {
        Identity client = server.authority().issue("client");
        Identity foreign = CertificateAuthority.create(client.certificate().resolveSibling("foreign"))
                .issue("client");

        assertThatTopicsAreSeen(Door.MUTUAL_TLS, "SSL", tls(client));
        assertThatThrownBy(() -> assertThatTopicsAreSeen(Door.MUTUAL_TLS, "SSL", tls(foreign)))
                .hasCauseInstanceOf(SslAuthenticationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"})
    void theDoorForPasswordsTakesTheRightOne(String mechanism) throws Exception {
        assertThatTopicsAreSeen(Door.PASSWORD, "SASL_SSL", password(mechanism, SecureKafkaServer.PASSWORD));
        assertThatThrownBy(() -> assertThatTopicsAreSeen(Door.PASSWORD, "SASL_SSL", password(mechanism, "a guess")))
                .hasCauseInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void theDoorForKerberosTakesTheRealmsTickets() throws Exception {
        assertThatTopicsAreSeen(
                Door.KERBEROS,
                "SASL_PLAINTEXT",
                Map.of(
                        "sasl.mechanism",
                        "GSSAPI",
                        "sasl.kerberos.service.name",
                        SecureKafkaServer.SERVICE,
                        "sasl.jaas.config",
                        "com.sun.security.auth.module.Krb5LoginModule required useKeyTab=true storeKey=true keyTab=\""
                                + server.keytab() + "\" principal=\"" + SecureKafkaServer.PRINCIPAL + "\";"));
    }

    private static void assertThatTopicsAreSeen(Door door, String protocol, Map<String, String> settings)
            throws Exception {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", server.bootstrapServers(door));
        all.put("security.protocol", protocol);
        try (Admin admin = Admin.create(all)) {
            assertThat(admin.listTopics().names().get()).containsExactly("readings");
        }
    }

    private static Map<String, String> tls(Identity client) throws Exception {
        Map<String, String> settings = new HashMap<>(trust());
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.certificate.chain", Files.readString(client.certificate()));
        settings.put("ssl.keystore.key", Files.readString(client.key()));
        return settings;
    }

    private static Map<String, String> password(String mechanism, String password) throws Exception {
        Map<String, String> settings = new HashMap<>(trust());
        settings.put("sasl.mechanism", mechanism);
        settings.put(
                "sasl.jaas.config",
                "org.apache.kafka.common.security."
                        + (mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule")
                        + " required username=\"" + SecureKafkaServer.USERNAME + "\" password=\""
                        + password.replace("\\", "\\\\").replace("\"", "\\\"") + "\";");
        return settings;
    }

    private static Map<String, String> trust() throws Exception {
        return Map.of(
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.certificates",
                Files.readString(server.authority().certificate()));
    }
}
