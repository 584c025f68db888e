package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import dev.sluice.format.JsonFormat;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MqttAddressTest {

    private static final Map<String, String> GOOD =
            Map.of("broker", "mqtt://127.0.0.1:1884", "topicFilter", "streaming-data/#", "clientId", "lake");

    @Test
    void aTableThatSaysEverythingHasNoMistakes() {
        TableDefinition table = table(GOOD);

        assertThat(MqttAddress.mistakes(table)).isEmpty();
        assertThat(MqttAddress.of(table))
                .isEqualTo(new MqttAddress(
                        new MqttBroker("127.0.0.1", 1884, false, MqttVersion.V5, 10, MqttAccess.NONE),
                        "streaming-data/#",
                        "lake",
                        65_534,
                        0));
    }

    @Test
    void allThatIsMissingIsNamedAtOnce() {
        TableDefinition table = table(Map.of());

        assertThat(MqttAddress.mistakes(table))
                .containsExactly(
                        "--broker is missing: expected mqtt://host:port or mqtts://host:port of an MQTT broker for table 'board'",
                        "table 'board' names no topicFilter: expected an MQTT topic filter such as streaming-data/#",
                        "table 'board' names no clientId: expected the fixed name of the job's session at the broker");
        assertThatThrownBy(() -> MqttAddress.of(table)).hasMessageContaining("names no topicFilter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:1883", "http://h:1", "mqtt://", "mqtt://h:0", "mqtt://h:70000", "mqtt://h:1/topic"})
    void whatIsNoBrokerIsSaidWithWhatWasFound(String uri) {
        assertThat(mistakes("broker", uri))
                .containsExactly("--broker: expected mqtt://host:port or mqtts://host:port, found '" + uri + "'");
    }

    @Test
    void everySettingIsReadAndThePathsOfSecretsAreKept() {
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.putAll(Map.of(
                "broker", "mqtts://h",
                "mqttVersion", "3.1.1",
                "keepAlive", "6",
                "receiveMaximum", "65535",
                "caFile", "/c/ca.pem",
                "certificateFile", "/c/me.pem",
                "keyFile", "/c/me.key",
                "username", "me",
                "passwordFile", "/c/password"));

        assertThat(MqttAddress.of(table(settings)))
                .isEqualTo(new MqttAddress(
                        new MqttBroker(
                                "h",
                                8883,
                                true,
                                MqttVersion.V3_1_1,
                                6,
                                new MqttAccess("/c/ca.pem", "/c/me.pem", "/c/me.key", "me", "/c/password", null)),
                        "streaming-data/#",
                        "lake",
                        65_534,
                        0));
    }

    @Test
    void whatTheTableDoesNotSayTheConnectionFileDoes(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("plant.json"), """
                {"Name": "plant", "ConnectionType": "MQTT", "ConnectionProperties": {
                  "MQTT_BROKER": "mqtts://plant:8884", "MQTT_CUSTOM_CERT": "ca.pem", "MQTT_CLIENT_CERT": "me.pem",
                  "MQTT_CLIENT_KEY": "me.key", "MQTT_USERNAME": "me", "MQTT_PASSWORD": "secret",
                  "MQTT_KEEP_ALIVE": "6", "MQTT_VERSION": "3.1.1"}}""");
        TableDefinition table = table(
                Map.of("connection", file.toString(), "topicFilter", "a/#", "clientId", "lake", "mqttVersion", "5"));

        MqttAddress address = MqttAddress.of(table);

        assertThat(address.broker())
                .isEqualTo(new MqttBroker(
                        "plant",
                        8884,
                        true,
                        MqttVersion.V5,
                        6,
                        new MqttAccess(
                                directory.resolve("ca.pem").toString(),
                                directory.resolve("me.pem").toString(),
                                directory.resolve("me.key").toString(),
                                "me",
                                null,
                                file.toString())));
        assertThat(address.toString()).as("what a job carries").doesNotContain("secret");
        assertThat(address.broker().access().password()).isEqualTo("secret".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aConnectionFileIsCheckedByName(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("plant.json"), "{\"ConnectionProperties\": {\"MQTT_PASWORD\": \"secret\"}}");

        assertThat(mistakes("connection", file.toString()))
                .singleElement()
                .satisfies(mistake -> assertThat(mistake)
                        .contains("did you mean MQTT_PASSWORD?")
                        .doesNotContain("secret"));
    }

    @Test
    void certificatesWantAnEncryptedConnection() {
        assertThat(mistakes("caFile", "ca.pem"))
                .containsExactly("--broker: expected mqtts://host:port, for certificates are named, found"
                        + " 'mqtt://127.0.0.1:1884'");
    }

    @Test
    void aPasswordIsSomebodysAndAKeyBelongsToACertificate() {
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.putAll(Map.of("broker", "mqtts://h", "passwordFile", "/p", "keyFile", "/k"));

        assertThat(MqttAddress.mistakes(table(settings)))
                .containsExactly(
                        "username is missing: expected the user whose password is given",
                        "certificateFile is missing: expected the certificate of the key in /k");
    }

    @Test
    void aSharedSubscriptionIsReadByAFixedNumberOfSessions() {
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.put("topicFilter", "$share/lakes/streaming-data/#");

        assertThat(MqttAddress.of(table(settings)).bySession())
                .extracting(MqttAddress::clientId)
                .containsExactly("lake-0", "lake-1", "lake-2", "lake-3");
        settings.put("sessions", "2");
        assertThat(MqttAddress.of(table(settings)).bySession())
                .extracting(MqttAddress::clientId)
                .containsExactly("lake-0", "lake-1");
        settings.put("mqttVersion", "3.1.1");
        assertThat(MqttAddress.mistakes(table(settings)))
                .singleElement()
                .asString()
                .contains("shared subscription")
                .contains("3.1.1");
    }

    @Test
    void aPlainFilterIsReadByTheSessionOfTheClientId() {
        assertThat(MqttAddress.of(table(GOOD)).bySession())
                .extracting(MqttAddress::clientId)
                .containsExactly("lake");
    }

    @Test
    void aPasswordInTheAddressIsRefusedAndNotRepeated() {
        assertThat(mistakes("broker", "mqtt://me:secret@h:1883"))
                .singleElement()
                .asString()
                .contains("password")
                .doesNotContain("secret");
    }

    @Test
    void thePortIsTheOneOfMqttWhereTheUriNamesNone() {
        assertThat(MqttBroker.of("mqtt://broker.local"))
                .extracting(MqttBroker::port)
                .isEqualTo(1883);
        assertThat(MqttBroker.of("mqtts://broker.local"))
                .extracting(MqttBroker::port)
                .isEqualTo(8883);
    }

    @ParameterizedTest
    @CsvSource({
        "topicFilter,a/#/b", "topicFilter,a+", "topicFilter,''", "clientId,' '",
        "keepAlive,0", "keepAlive,soon", "receiveMaximum,65536", "mqttVersion,3.1"
    })
    void whatMqttRefusesIsRefusedHere(String setting, String value) {
        assertThat(mistakes(setting, value))
                .singleElement()
                .asString()
                .startsWith(setting + ": expected ")
                .contains("found '" + value + "'");
    }

    @Test
    void aTopicToWriteToHasNoWildcards() {
        assertThat(MqttTarget.mistakes(table(Map.of("broker", "mqtt://h", "topic", "a/#"))))
                .singleElement()
                .asString()
                .startsWith("topic: expected an MQTT topic");
        assertThat(MqttTarget.mistakes(table(Map.of("broker", "mqtt://h", "topic", "${nobody()}"))))
                .singleElement()
                .asString()
                .startsWith("topic: expected an MQTT topic");
    }

    @Test
    void aTargetIsReadWithItsTemplate() {
        MqttTarget target = MqttTarget.of(table(
                Map.of("broker", "mqtt://h", "topic", "streaming-data/${client_id}", "qos", "2", "retained", "true")));

        assertThat(target.topic()).hasToString("streaming-data/${client_id}");
        assertThat(target.qos()).isEqualTo(MqttQos.EXACTLY_ONCE);
        assertThat(target.retained()).isTrue();
        assertThat(MqttTarget.mistakes(table(Map.of("broker", "mqtt://h", "topic", "a", "qos", "3", "retained", "no"))))
                .containsExactly(
                        "qos: expected 0, 1 or 2, found '3'",
                        "retained: expected true or false, found 'no' (in small letters)");
    }

    @Test
    void aBrokersQueueHasNeitherAnEndNorInstants() {
        ReadSettings settings = ReadSettings.of("job")
                .withEnding(EndingPosition.LATEST)
                .withStart(StartingPosition.parse("2020-04-16T11:33:23Z"));

        assertThat(new MqttConnector().mistakes(table(GOOD), settings))
                .containsExactly(
                        "--endingPosition=LATEST: a broker's queue has no end that could be read to; use --timeout",
                        "--startingPosition: a broker's queue cannot be entered at an instant, found"
                                + " '2020-04-16T11:33:23Z'; it starts with what the broker has kept for the client id");
    }

    private static List<String> mistakes(String setting, String value) {
        Map<String, String> settings = new HashMap<>(GOOD);
        settings.put(setting, value);
        return MqttAddress.mistakes(table(settings));
    }

    static TableDefinition table(Map<String, String> settings) {
        return new TableDefinition(
                "board", List.of(), JsonFormat.defaults(), new TableDefinition.Stream("mqtt", settings), null);
    }
}
