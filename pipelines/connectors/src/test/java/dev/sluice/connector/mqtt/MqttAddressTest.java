package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.format.JsonFormat;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
                .isEqualTo(new MqttAddress(new MqttBroker("127.0.0.1", 1884), "streaming-data/#", "lake"));
    }

    @Test
    void allThatIsMissingIsNamedAtOnce() {
        TableDefinition table = table(Map.of());

        assertThat(MqttAddress.mistakes(table))
                .containsExactly(
                        "--broker is missing: expected mqtt://host:port of an MQTT broker for table 'board'",
                        "table 'board' names no topicFilter: expected an MQTT topic filter such as streaming-data/#",
                        "table 'board' names no clientId: expected the fixed name of the job's session at the broker");
        assertThatThrownBy(() -> MqttAddress.of(table)).hasMessageContaining("names no topicFilter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.0.0.1:1883", "http://h:1", "mqtt://", "mqtt://h:0", "mqtt://h:70000", "mqtt://h:1/topic"})
    void whatIsNoBrokerIsSaidWithWhatWasFound(String uri) {
        assertThat(mistakes("broker", uri)).containsExactly("--broker: expected mqtt://host:port, found '" + uri + "'");
    }

    @Test
    void encryptionIsRefusedForNow() {
        assertThat(mistakes("broker", "mqtts://h:8883"))
                .singleElement()
                .asString()
                .contains("mqtts (TLS) is not supported yet");
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
        assertThat(MqttBroker.of("mqtt://broker.local")).isEqualTo(new MqttBroker("broker.local", 1883));
    }

    @ParameterizedTest
    @CsvSource({"topicFilter,a/#/b", "topicFilter,a+", "topicFilter,''", "clientId,' '"})
    void whatMqttRefusesIsRefusedHere(String setting, String value) {
        assertThat(mistakes(setting, value))
                .singleElement()
                .asString()
                .startsWith(setting + ": expected ")
                .contains("found '" + value + "'");
    }

    @Test
    void aTopicToWriteToHasNoWildcards() {
        assertThat(MqttAddress.writeMistakes(table(Map.of("broker", "mqtt://h", "topic", "a/#"))))
                .singleElement()
                .asString()
                .startsWith("topic: expected an MQTT topic");
        assertThat(MqttAddress.writeMistakes(table(Map.of("broker", "mqtt://h", "topic", "a/b"))))
                .isEmpty();
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
