package dev.sluice.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.RecordSender;
import dev.sluice.connector.SourceReads;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import dev.sluice.server.CertificateAuthority;
import dev.sluice.server.CertificateAuthority.Identity;
import dev.sluice.server.SecureKafkaServer;
import dev.sluice.server.SecureKafkaServer.Door;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One broker, all of its doors. Whoever is not let in is told why within 30 s. */
@Timeout(30)
final class KafkaSecurityIT {

    private static final int RECORDS = 10_000;
    private static final ReadSettings TO_THE_END = ReadSettings.of("security").withEnding(EndingPosition.LATEST);

    private static SecureKafkaServer server;
    private static CertificateAuthority foreign;
    private static Identity client;

    @TempDir
    Path directory;

    private final KafkaConnector connector = new KafkaConnector();

    @BeforeAll
    @Timeout(120)
    static void start(@TempDir Path directory) {
        server = SecureKafkaServer.start(directory);
        foreign = CertificateAuthority.create(directory.resolve("foreign"));
        client = server.authority().issue("client");
        server.kafka().createTopic("readings", 1);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void withoutTlsAndLogin() throws Exception {
        assertThatAllRecordsCrossOver("plain", at(Door.PLAINTEXT, Map.of()));
    }

    @Test
    void byMutualTlsWithPemFiles() throws Exception {
        assertThatAllRecordsCrossOver(
                "pem",
                at(
                        Door.MUTUAL_TLS,
                        Map.of(
                                "caFile", authority(),
                                "certificateFile", client.certificate().toString(),
                                "keyFile", client.rsaKey().toString())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PKCS12", "JKS"})
    void byMutualTlsWithAKeyStore(String type) throws Exception {
        Path store = server.authority().keyStore(client, type, "secret");

        assertThatAllRecordsCrossOver(
                "store-" + type,
                connection(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", server.bootstrapServers(Door.MUTUAL_TLS),
                        "KAFKA_CUSTOM_CERT", authority(),
                        "KAFKA_CLIENT_KEYSTORE", store.toString(),
                        "KAFKA_CLIENT_KEYSTORE_PASSWORD", "secret",
                        "KAFKA_CLIENT_KEY_PASSWORD", "secret")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"})
    void byPassword(String mechanism) throws Exception {
        assertThatAllRecordsCrossOver("password-" + mechanism, password(mechanism, SecureKafkaServer.PASSWORD));
    }

    @Test
    void byPasswordOfTheOptions() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), SecureKafkaServer.PASSWORD + "\n");

        assertThatAllRecordsCrossOver(
                "options",
                at(
                        Door.PASSWORD,
                        Map.of(
                                "caFile", authority(),
                                "username", SecureKafkaServer.USERNAME,
                                "passwordFile", password.toString())));
    }

    @Test
    void byASecretInAFileBesideTheConnection() throws Exception {
        Files.writeString(
                directory.resolve("secret.json"),
                new ObjectMapper()
                        .writeValueAsString(Map.of(
                                "username", SecureKafkaServer.USERNAME, "password", SecureKafkaServer.PASSWORD)));

        assertThatAllRecordsCrossOver(
                "secret",
                connection(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        server.bootstrapServers(Door.PASSWORD),
                        "KAFKA_CUSTOM_CERT",
                        authority(),
                        "KAFKA_SASL_MECHANISM",
                        "SCRAM-SHA-512",
                        "KAFKA_SASL_SCRAM_SECRETS_FILE",
                        "secret.json")));
    }

    @Test
    void byKerberos() throws Exception {
        assertThatAllRecordsCrossOver("kerberos", kerberos(Map.of()));
    }

    @Test
    void aWrongPasswordIsToldAndNotRepeated() throws Exception {
        for (String mechanism : List.of("SCRAM-SHA-512", "PLAIN")) {
            assertThatItSays(
                    password(mechanism, "hunter2"),
                    Door.PASSWORD,
                    "refuses the login: the user's name or password is wrong");
        }
    }

    @Test
    void aLoginThatIsNotOfferedAndOneThatIsMissingAreTold() throws Exception {
        assertThatItSays(
                at(Door.PASSWORD, Map.of("caFile", authority())),
                Door.PASSWORD,
                "asks for a login by PLAIN or SCRAM-SHA-256 or SCRAM-SHA-512, and was given none:"
                        + " see username and passwordFile, or KAFKA_SASL_MECHANISM in the connection");
        assertThatItSays(
                kerberos(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS",
                        server.bootstrapServers(Door.PASSWORD),
                        "KAFKA_SSL_ENABLED",
                        "true",
                        "KAFKA_CUSTOM_CERT",
                        authority())),
                Door.PASSWORD,
                "asks for a login by PLAIN or SCRAM-SHA-256 or SCRAM-SHA-512, not by GSSAPI");
        assertThatItSays(
                kerberos(Map.of("KAFKA_BOOTSTRAP_SERVERS", server.bootstrapServers(Door.PLAINTEXT))),
                Door.PLAINTEXT,
                "asks for no login on this port, and was given one by GSSAPI");
    }

    @Test
    void anUnknownAuthorityIsTold() throws Exception {
        assertThatItSays(
                at(Door.PASSWORD, Map.of("caFile", foreign.certificate().toString())),
                Door.PASSWORD,
                "shows a certificate of an authority that is not trusted here (see caFile)");
    }

    @Test
    void anExpiredCertificateOfTheServerIsTold() throws Exception {
        assertThat(unreachable(at(Door.EXPIRED, Map.of("caFile", authority()))))
                .singleElement()
                .asString()
                .startsWith("Kafka at " + server.bootstrapServers(Door.EXPIRED)
                        + " shows a certificate that has expired (");
    }

    @Test
    void aCertificateOfAnotherHostIsToldUnlessNobodyLooks() throws Exception {
        assertThatItSays(
                at(Door.OTHER_HOST, Map.of("caFile", authority())),
                Door.OTHER_HOST,
                "shows a certificate of another host (No subject alternative names matching IP address 127.0.0.1"
                        + " found)");
        assertThat(unreachable(connection(Map.of(
                        "KAFKA_BOOTSTRAP_SERVERS", server.bootstrapServers(Door.OTHER_HOST),
                        "KAFKA_CUSTOM_CERT", authority(),
                        "KAFKA_SKIP_HOSTNAME_VERIFICATION", "true"))))
                .isEmpty();
    }

    @Test
    void aClientThatIsNotTrustedOrShowsNothingIsTold() throws Exception {
        Identity stranger = foreign.issue("stranger");

        assertThat(unreachable(at(
                        Door.MUTUAL_TLS,
                        Map.of(
                                "caFile", authority(),
                                "certificateFile", stranger.certificate().toString(),
                                "keyFile", stranger.key().toString()))))
                .singleElement()
                .asString()
                .startsWith("Kafka at " + server.bootstrapServers(Door.MUTUAL_TLS) + " refuses the client certificate");
        assertThat(unreachable(at(Door.MUTUAL_TLS, Map.of("caFile", authority()))))
                .singleElement()
                .asString()
                .startsWith("Kafka at " + server.bootstrapServers(Door.MUTUAL_TLS) + " ")
                .contains("client certificate");
    }

    @Test
    void anExpiredCertificateOfTheClientIsAMistakeBeforeAnythingIsAsked() {
        Identity late = server.authority().issueExpired("late");
        TableDefinition table = at(
                Door.MUTUAL_TLS,
                Map.of(
                        "caFile", authority(),
                        "certificateFile", late.certificate().toString(),
                        "keyFile", late.key().toString()));

        assertThat(connector.mistakes(table, TO_THE_END))
                .singleElement()
                .asString()
                .startsWith(late.certificate() + ": the certificate 'CN=late' expired at ");
    }

    @Test
    void whoSpeaksTlsWhereNobodyDoesAndTheOtherWayRoundIsTold() throws Exception {
        assertThatItSays(
                at(Door.PLAINTEXT, Map.of("caFile", authority())),
                Door.PLAINTEXT,
                "does not speak TLS on this port (see KAFKA_SSL_ENABLED in the connection)");
        assertThatItSays(
                at(Door.MUTUAL_TLS, Map.of()),
                Door.MUTUAL_TLS,
                "speaks TLS on this port, and was spoken to without: see caFile, or KAFKA_SSL_ENABLED in the"
                        + " connection");
    }

    @Test
    void aPrincipalAKeyTabAndAServiceThatTheRealmDoesNotKnowAreTold() throws Exception {
        Path other = server.kerberos().principal("other");

        assertThat(unreachable(kerberos(Map.of("KAFKA_SASL_GSSAPI_PRINCIPAL", "nobody@SLUICE.TEST"))))
                .singleElement()
                .asString()
                .startsWith("Kafka at " + server.bootstrapServers(Door.KERBEROS)
                        + ": Kerberos gives no ticket to nobody@SLUICE.TEST by the key tab ");
        assertThat(unreachable(kerberos(Map.of("KAFKA_SASL_GSSAPI_KEYTAB", other.toString()))))
                .singleElement()
                .asString()
                .isEqualTo("Kafka at " + server.bootstrapServers(Door.KERBEROS)
                        + ": Kerberos gives no ticket to sluice@SLUICE.TEST by the key tab " + other
                        + ": it holds no key of that principal");
        assertThat(unreachable(kerberos(Map.of("KAFKA_SASL_GSSAPI_SERVICE", "kaffee"))))
                .singleElement()
                .asString()
                .startsWith("Kafka at " + server.bootstrapServers(Door.KERBEROS)
                        + ": Kerberos gives no ticket for the broker, kaffee/")
                .contains("Server not found in Kerberos database");
    }

    @Test
    void aConnectionMakesItsRealmKnownToAJvmThatKnowsNone() throws Exception {
        System.clearProperty("java.security.krb5.conf"); // which the realm in this JVM has set

        assertThat(unreachable(kerberos(Map.of()))).isEmpty();

        assertThat(System.getProperty("java.security.krb5.conf"))
                .isEqualTo(server.kerberos().config().toString());
    }

    @Test
    void aJvmKeepsItsOneKerberosConfiguration() throws Exception {
        Path other = Files.copy(server.kerberos().config(), directory.resolve("other.conf"));

        assertThat(unreachable(kerberos(Map.of("KAFKA_SASL_GSSAPI_KRB5_CONF", other.toString()))))
                .containsExactly("a JVM has one Kerberos configuration, and this one uses "
                        + server.kerberos().config() + ": the connection cannot use " + other + " beside it");
    }

    @Test
    void aReaderAndASenderTellItTooWhenTheFilesHaveChangedSince() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "hunter2");
        TableDefinition table = at(
                Door.PASSWORD,
                Map.of(
                        "caFile", authority(),
                        "username", SecureKafkaServer.USERNAME,
                        "passwordFile", password.toString()));

        assertThatThrownBy(() -> SourceReads.toEnd(source(table), 1))
                .isInstanceOf(IOException.class)
                .hasMessage("Kafka at " + server.bootstrapServers(Door.PASSWORD)
                        + " refuses the login: the user's name or password is wrong");
        try (RecordSender sender = connector.sender(table)) {
            sender.send(record("a"), reason -> {});
            assertThatThrownBy(sender::flush)
                    .isInstanceOf(IOException.class)
                    .hasMessage("writing to topic 'readings' at " + server.bootstrapServers(Door.PASSWORD)
                            + " refuses the login: the user's name or password is wrong");
        }
        Files.delete(password);
        assertThatThrownBy(() -> connector.sender(table).close())
                .hasMessage("--passwordFile: " + password + " cannot be read: there is no such file");
    }

    private void assertThatItSays(TableDefinition table, Door door, String what) {
        assertThat(unreachable(table)).containsExactly("Kafka at " + server.bootstrapServers(door) + " " + what);
    }

    private List<String> unreachable(TableDefinition table) {
        assertThat(connector.mistakes(table, TO_THE_END)).isEmpty();
        return connector.unreachable(table, TO_THE_END);
    }

    private void assertThatAllRecordsCrossOver(String topic, TableDefinition any) throws Exception {
        String name = topic.toLowerCase(Locale.ROOT);
        server.kafka().createTopic(name, 3);
        Map<String, String> settings = new HashMap<>(any.stream().settings());
        settings.put("topicName", name);
        TableDefinition table = any.withStream(new Stream("kafka", settings));
        List<String> values =
                IntStream.range(0, RECORDS).mapToObj(Integer::toString).toList();

        assertThat(unreachable(table)).isEmpty();
        try (RecordSender sender = connector.sender(table)) {
            for (String value : values) {
                sender.send(record(value), reason -> {});
            }
            sender.flush();
        }

        assertThat(SourceReads.payloads(SourceReads.toEnd(source(table), 2)).stream()
                        .sorted()
                        .toList())
                .isEqualTo(values.stream().sorted().toList());
    }

    private static BatchedSource source(TableDefinition table) {
        return BatchedSource.of(KafkaStream.of(KafkaAddress.of(table)), TO_THE_END);
    }

    private static RawRecord record(String value) {
        return new RawRecord(
                "memory",
                "p",
                Position.offset(0),
                Instant.EPOCH,
                KafkaTopics.bytes(value),
                Map.of(),
                KafkaTopics.bytes(value));
    }

    private static String authority() {
        return server.authority().certificate().toString();
    }

    private static TableDefinition at(Door door, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("bootstrapServers", server.bootstrapServers(door));
        return table(settings);
    }

    private TableDefinition password(String mechanism, String password) throws IOException {
        String kind = mechanism.equals("PLAIN") ? "PLAIN" : "SCRAM";
        return connection(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                server.bootstrapServers(Door.PASSWORD),
                "KAFKA_SSL_ENABLED",
                "true",
                "KAFKA_CUSTOM_CERT",
                authority(),
                "KAFKA_SASL_MECHANISM",
                mechanism,
                "KAFKA_SASL_" + kind + "_USERNAME",
                SecureKafkaServer.USERNAME,
                "KAFKA_SASL_" + kind + "_PASSWORD",
                password));
    }

    private TableDefinition kerberos(Map<String, String> instead) throws IOException {
        Map<String, String> properties = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                server.bootstrapServers(Door.KERBEROS),
                "KAFKA_SSL_ENABLED",
                "false",
                "KAFKA_SASL_MECHANISM",
                "GSSAPI",
                "KAFKA_SASL_GSSAPI_KEYTAB",
                server.keytab().toString(),
                "KAFKA_SASL_GSSAPI_KRB5_CONF",
                server.kerberos().config().toString(),
                "KAFKA_SASL_GSSAPI_SERVICE",
                SecureKafkaServer.SERVICE,
                "KAFKA_SASL_GSSAPI_PRINCIPAL",
                SecureKafkaServer.PRINCIPAL + "@SLUICE.TEST"));
        properties.putAll(instead);
        return connection(properties);
    }

    private TableDefinition connection(Map<String, String> properties) throws IOException {
        Path file = directory.resolve("connection.json");
        new ObjectMapper()
                .writeValue(file.toFile(), Map.of("ConnectionType", "KAFKA", "ConnectionProperties", properties));
        return table(Map.of("connection", file.toString()));
    }

    private static TableDefinition table(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("topicName", "readings");
        return TableDefinition.ofRecords("readings", new Stream("kafka", all));
    }
}
