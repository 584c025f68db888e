package dev.sluice.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.schema.TableDefinition.Stream;
import dev.sluice.server.CertificateAuthority;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KafkaAccessTest {

    @TempDir
    Path directory;

    private Path connection;

    @BeforeEach
    void name() {
        connection = directory.resolve("connection.json");
    }

    @Test
    void withoutAConnectionAndFilesNothingIsSecret() throws IOException {
        KafkaAccess access = KafkaAccess.of(stream(Map.of("bootstrapServers", "a:9092")));

        assertThat(access.clientSettings())
                .containsEntry("bootstrap.servers", "a:9092")
                .containsEntry("security.protocol", "PLAINTEXT");
    }

    @Test
    void aConnectionSpeaksTlsUnlessItSaysOtherwise() throws IOException {
        assertThat(access(Map.of()).clientSettings())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("ssl.endpoint.identification.algorithm", "https");
        assertThat(access(Map.of("KAFKA_SSL_ENABLED", "false")).clientSettings())
                .containsEntry("security.protocol", "PLAINTEXT");
    }

    @Test
    void settingsOfTheStreamWinOverTheConnection() throws IOException {
        write(Map.of("KAFKA_BOOTSTRAP_SERVERS", "a:9092", "KAFKA_SASL_MECHANISM", "PLAIN"));
        Path password = Files.writeString(directory.resolve("password"), "of the option\n");

        KafkaAccess access = KafkaAccess.of(stream(Map.of(
                "connection",
                connection.toString(),
                "bootstrapServers",
                "b:9092",
                "username",
                "me",
                "passwordFile",
                password.toString())));

        assertThat(access.bootstrapServers()).isEqualTo("b:9092");
        assertThat(access.login()).isEqualTo(new KafkaLogin.Password("PLAIN", "me", "of the option"));
    }

    @Test
    void aNameAndAPasswordAreSentByScramAndOverTls() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), "secret");

        KafkaAccess access = KafkaAccess.of(
                stream(Map.of("bootstrapServers", "a:9092", "username", "me", "passwordFile", password.toString())));

        assertThat(access.clientSettings())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "SCRAM-SHA-512");
    }

    @Test
    void secretsAreInNoMessage() throws IOException {
        KafkaAccess access = access(scram("hunter2"));

        assertThat(access.toString()).isEqualTo("a:9092 by TLS by SCRAM-SHA-512");
        assertThat(access.login()).asString().isEqualTo("SCRAM-SHA-512 as me");
        assertThat(KafkaAddress.of(dev.sluice.schema.TableDefinition.ofRecords(
                                "t", stream(Map.of("connection", connection.toString(), "topicName", "t"))))
                        .toString())
                .isEqualTo("topic 't' at a:9092");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            KAFKA_SASL_SCRAM_SECRETS_ARN | the secret in a file, named by KAFKA_SASL_SCRAM_SECRETS_FILE
            ENCRYPTED_KAFKA_SASL_SCRAM_PASSWORD | KAFKA_SASL_SCRAM_PASSWORD
            ENCRYPTED_KAFKA_SASL_PLAIN_PASSWORD | KAFKA_SASL_PLAIN_PASSWORD
            ENCRYPTED_KAFKA_CLIENT_KEYSTORE_PASSWORD | KAFKA_CLIENT_KEYSTORE_PASSWORD
            ENCRYPTED_KAFKA_CLIENT_KEY_PASSWORD | KAFKA_CLIENT_KEY_PASSWORD
            """)
    void whatOnlyAwsCanReadIsRefusedWithWhatToWrite(String property, String instead) throws IOException {
        assertThat(mistakes(with(scram("hunter2"), Map.of(property, "AQICAHj"))))
                .containsExactly(at(property) + "cannot be read outside of AWS: write " + instead + " in its place");
    }

    @Test
    void filesInS3AreRefused() throws IOException {
        assertThat(mistakes(Map.of("KAFKA_CUSTOM_CERT", "s3://bucket/ca.pem")))
                .containsExactly(at("KAFKA_CUSTOM_CERT")
                        + "expected a file on this machine, found 's3://bucket/ca.pem': copy it from there");
    }

    @Test
    void whatALoginLacksIsNamed() throws IOException {
        assertThat(mistakes(Map.of("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512")))
                .containsExactly(
                        at("KAFKA_SASL_SCRAM_USERNAME") + "is missing, which SCRAM-SHA-512 asks for",
                        at("KAFKA_SASL_SCRAM_PASSWORD") + "is missing, which SCRAM-SHA-512 asks for");
        assertThat(mistakes(Map.of("KAFKA_SASL_MECHANISM", "GSSAPI")))
                .containsExactly(
                        at("KAFKA_SASL_GSSAPI_KEYTAB") + "is missing, which GSSAPI asks for",
                        at("KAFKA_SASL_GSSAPI_PRINCIPAL") + "is missing, which GSSAPI asks for");
        assertThat(mistakes(Map.of("KAFKA_SASL_SCRAM_PASSWORD", "hunter2")))
                .containsExactly(at("KAFKA_SASL_MECHANISM") + "expected SCRAM-SHA-512, SCRAM-SHA-256, PLAIN or GSSAPI"
                        + " beside KAFKA_SASL_SCRAM_PASSWORD, found none");
        assertThat(mistakes(Map.of("KAFKA_SASL_MECHANISM", "AWS_MSK_IAM")))
                .containsExactly(at("KAFKA_SASL_MECHANISM")
                        + "expected SCRAM-SHA-512, SCRAM-SHA-256, PLAIN or GSSAPI, found 'AWS_MSK_IAM'");
        assertThat(KafkaAccess.mistakes(stream(Map.of("bootstrapServers", "a:9092", "username", "me"))))
                .containsExactly("--username and --passwordFile: expected both or none, found one");
    }

    @Test
    void aSecretThatIsNoneIsNotQuoted() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.json"), "me: hunter2");

        assertThat(mistakes(Map.of(
                        "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512", "KAFKA_SASL_SCRAM_SECRETS_FILE", "secret.json")))
                .containsExactly(secret + ": expected {\"username\": …, \"password\": …}, found something else");
    }

    @Test
    void certificatesWithoutTlsAreAContradiction() throws IOException {
        CertificateAuthority authority = CertificateAuthority.create(directory.resolve("authority"));

        assertThat(mistakes(Map.of(
                        "KAFKA_SSL_ENABLED",
                        "false",
                        "KAFKA_CUSTOM_CERT",
                        authority.certificate().toString())))
                .containsExactly(
                        at("KAFKA_SSL_ENABLED") + "expected true, because certificates are named, found false");
    }

    private static Map<String, String> scram(String password) {
        return Map.of(
                "KAFKA_SASL_MECHANISM", "SCRAM-SHA-512",
                "KAFKA_SASL_SCRAM_USERNAME", "me",
                "KAFKA_SASL_SCRAM_PASSWORD", password);
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private String at(String property) {
        return "connection " + connection + ": /ConnectionProperties/" + property + ": ";
    }

    private KafkaAccess access(Map<String, String> properties) throws IOException {
        write(with(Map.of("KAFKA_BOOTSTRAP_SERVERS", "a:9092"), properties));
        return KafkaAccess.of(stream(Map.of("connection", connection.toString())));
    }

    private List<String> mistakes(Map<String, String> properties) throws IOException {
        write(with(Map.of("KAFKA_BOOTSTRAP_SERVERS", "a:9092"), properties));
        return KafkaAccess.mistakes(stream(Map.of("connection", connection.toString())));
    }

    private void write(Map<String, String> properties) throws IOException {
        new ObjectMapper().writeValue(connection.toFile(), Map.of("ConnectionProperties", properties));
    }

    private static Stream stream(Map<String, String> settings) {
        return new Stream("kafka", settings);
    }
}
