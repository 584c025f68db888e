package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import dev.sluice.server.CertificateAuthority;
import dev.sluice.server.CertificateAuthority.Identity;
import dev.sluice.server.MosquittoConfig;
import dev.sluice.server.MosquittoServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who is let in by a broker that asks for certificates or passwords, and what is said to the others. */
@Timeout(120)
final class MqttTlsIT {

    private static final String PASSWORD = "correct horse";

    @TempDir
    static Path directory;

    private static CertificateAuthority authority;
    private static Identity device;
    private static MosquittoServer mutual;

    private final ReadSettings settings =
            ReadSettings.of("job-" + UUID.randomUUID()).withBatchDelay(Duration.ofMillis(20));

    @BeforeAll
    static void startBroker() {
        authority = CertificateAuthority.create(directory.resolve("authority"));
        device = authority.issue("device");
        mutual = MosquittoServer.start(
                directory.resolve("mutual"), MosquittoConfig.mutualTls(authority.issue("broker"), authority));
    }

    @AfterAll
    static void stopBroker() {
        mutual.close();
    }

    @AfterEach
    void leave() {
        MqttSessions.leaveAll();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void theRightCertificateReadsAndWrites(String version) throws Exception {
        Map<String, String> access = access(device.certificate(), device.key());
        access.put("mqttVersion", version);
        TableDefinition table = table(mutual, access);

        assertThat(new MqttConnector().unreachable(table, settings)).isEmpty();
        try (Reading reading = Reading.open(MqttAddress.of(table), settings);
                MqttSender sender = MqttSender.to(MqttAddress.of(table).broker())) {
            sender.send("streaming-data/board", "seen".getBytes(StandardCharsets.UTF_8));
            sender.flush();
            reading.readTo(1);
            reading.checkpoint();

            assertThat(reading.payloads()).containsExactly("seen");
        }
    }

    @Test
    void aKeyInTheOldFormIsReadAsWell() {
        assertThat(unreachable(mutual, access(device.certificate(), device.rsaKey())))
                .isEmpty();
    }

    @Test
    void noCertificateIsRefusedWithTheReason() {
        assertThat(unreachable(mutual, access(null, null)))
                .containsExactly("MQTT broker " + at(mutual)
                        + " asks for a client certificate, and was shown none (see certificateFile and keyFile)");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefusedWithTheReason() {
        Identity stranger =
                CertificateAuthority.create(directory.resolve("another")).issue("stranger");

        assertThat(unreachable(mutual, access(stranger.certificate(), stranger.key())))
                .containsExactly("MQTT broker " + at(mutual)
                        + " refuses the client certificate: its authority is unknown there");
    }

    @Test
    void anExpiredCertificateIsNamedBeforeItIsShown() {
        Identity late = authority.issueExpired("late");

        assertThat(unreachable(mutual, access(late.certificate(), late.key())))
                .singleElement()
                .asString()
                .contains(late.certificate().toString())
                .contains("expired");
    }

    @Test
    void aBrokerOfAnotherAuthorityIsNotBelieved() {
        CertificateAuthority other = CertificateAuthority.create(directory.resolve("other"));
        Map<String, String> access = access(device.certificate(), device.key());
        access.put("caFile", other.certificate().toString());

        assertThat(unreachable(mutual, access))
                .containsExactly("MQTT broker " + at(mutual)
                        + " shows a certificate of an authority that is not trusted here (see caFile)");
    }

    @Test
    void aBrokerWithTheCertificateOfAnotherHostOrAnExpiredOneIsNotBelieved() {
        try (MosquittoServer elsewhere = MosquittoServer.start(
                        directory.resolve("elsewhere"), MosquittoConfig.tls(authority.issueFor("elsewhere.example")));
                MosquittoServer expired = MosquittoServer.start(
                        directory.resolve("expired"), MosquittoConfig.tls(authority.issueExpired("expired")))) {
            assertThat(unreachable(elsewhere, access(null, null)))
                    .singleElement()
                    .asString()
                    .startsWith("MQTT broker " + at(elsewhere) + " shows a certificate of another host");
            assertThat(unreachable(expired, access(null, null)))
                    .singleElement()
                    .asString()
                    .startsWith("MQTT broker " + at(expired) + " shows a certificate that has expired");
        }
    }

    @Test
    void aPlainClientAtATlsPortAndATlsClientAtAPlainOneAreToldSo() {
        try (MosquittoServer plain = MosquittoServer.start(directory.resolve("plain"))) {
            assertThat(unreachable("mqtt://127.0.0.1:" + mutual.port(), Map.of()))
                    .singleElement()
                    .asString()
                    .startsWith("MQTT broker " + at(mutual))
                    .contains("does it expect TLS (mqtts://)?");
            assertThat(unreachable("mqtts://127.0.0.1:" + plain.port(), access(null, null)))
                    .singleElement()
                    .asString()
                    .startsWith("MQTT broker " + at(plain))
                    .contains("does it speak TLS on this port");
        }
    }

    @Test
    void aReaderWithTheWrongCertificateStopsAtOnceWithTheReason() {
        assertThatThrownBy(() -> Reading.open(MqttAddress.of(table(mutual, access(null, null))), settings))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("asks for a client certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "3.1.1"})
    void aPasswordIsReadFromAFileAndAWrongOneIsRefused(String version) throws Exception {
        Path right = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        Path wrong = Files.writeString(directory.resolve("wrong"), "guess");
        try (MosquittoServer broker = MosquittoServer.start(
                directory.resolve("passwords"), MosquittoConfig.open().withUser("me", PASSWORD))) {
            Map<String, String> access =
                    new HashMap<>(Map.of("username", "me", "passwordFile", right.toString(), "mqttVersion", version));
            assertThat(unreachable(broker, access)).isEmpty();

            access.put("passwordFile", wrong.toString());
            assertThat(unreachable(broker, access))
                    .singleElement()
                    .asString()
                    .startsWith("MQTT broker " + at(broker) + " refuses the credentials")
                    .doesNotContain("guess");
            assertThat(unreachable(broker, Map.of("mqttVersion", version)))
                    .singleElement()
                    .asString()
                    .startsWith("MQTT broker " + at(broker) + " refuses the credentials");
            access.put("passwordFile", "/nowhere");
            assertThat(unreachable(broker, access)).containsExactly("passwordFile /nowhere: there is no such file");
        }
    }

    @Test
    void allOfItMayStandInAConnectionFile() throws Exception {
        try (MosquittoServer broker = MosquittoServer.start(
                directory.resolve("connections"),
                MosquittoConfig.mutualTls(authority.issue("connected"), authority)
                        .withUser("me", PASSWORD))) {
            Path file = Files.writeString(
                    directory.resolve("authority/connection.json"), """
                    {"ConnectionProperties": {"MQTT_BROKER": "%s", "MQTT_CUSTOM_CERT": "ca.pem",
                      "MQTT_CLIENT_CERT": "device.pem", "MQTT_CLIENT_KEY": "device.key", "MQTT_USERNAME": "me",
                      "MQTT_PASSWORD": "%s"}}""".formatted(broker.uri(), PASSWORD));

            TableDefinition table = MqttAddressTest.table(
                    Map.of("connection", file.toString(), "topicFilter", "streaming-data/#", "clientId", "lake"));

            assertThat(new MqttConnector().unreachable(table, settings)).isEmpty();
        }
    }

    @Test
    void whatAJobCarriesAndWhatIsLoggedHoldsNoSecret() throws Exception {
        String key = Files.readAllLines(device.key()).get(1);
        Path password = Files.writeString(directory.resolve("secret"), PASSWORD);
        Map<String, String> access = access(device.certificate(), device.key());
        access.putAll(Map.of("username", "me", "passwordFile", password.toString()));
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level level = root.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
        try (MosquittoServer broker = MosquittoServer.start(
                directory.resolve("secrets"),
                MosquittoConfig.mutualTls(authority.issue("secretive"), authority)
                        .withUser("me", PASSWORD))) {
            TableDefinition table = table(broker, access);
            ByteArrayOutputStream carried = new ByteArrayOutputStream();
            new ObjectOutputStream(carried).writeObject(new MqttStream(MqttAddress.of(table)));
            assertThat(carried.toString(StandardCharsets.ISO_8859_1))
                    .contains(device.key().toString())
                    .doesNotContain(PASSWORD)
                    .doesNotContain(key);

            Reading.open(MqttAddress.of(table), settings).close();
            assertThat(unreachable(broker, access(null, null))).isNotEmpty();
            access.put("keyFile", authority.issue("not-its-own").key().toString());
            assertThat(unreachable(broker, access))
                    .isNotEmpty()
                    .allSatisfy(mistake -> assertThat(mistake).doesNotContain(key));
        } finally {
            root.setLevel(level);
            root.detachAppender(log);
        }
        assertThat(List.copyOf(log.list))
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.getFormattedMessage())
                        .doesNotContain(PASSWORD)
                        .doesNotContain(key));
    }

    private List<String> unreachable(MosquittoServer broker, Map<String, String> access) {
        return unreachable(broker.uri().toString(), access);
    }

    private List<String> unreachable(String uri, Map<String, String> access) {
        Map<String, String> all = new HashMap<>(access);
        all.put("broker", uri);
        return new MqttConnector().unreachable(MqttAddressTest.table(all), settings);
    }

    private static String at(MosquittoServer broker) {
        return "127.0.0.1:" + broker.port();
    }

    private static Map<String, String> access(Path certificate, Path key) {
        Map<String, String> access = new HashMap<>();
        access.put("caFile", authority.certificate().toString());
        if (certificate != null) {
            access.put("certificateFile", certificate.toString());
            access.put("keyFile", key.toString());
        }
        return access;
    }

    private static TableDefinition table(MosquittoServer broker, Map<String, String> access) {
        Map<String, String> all = new HashMap<>(access);
        all.putAll(Map.of("broker", broker.uri().toString(), "topicFilter", "streaming-data/#", "clientId", "lake"));
        return MqttAddressTest.table(all);
    }
}
