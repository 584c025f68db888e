package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MqttAttributesTest {

    private static final MqttTopic OUT = MqttTopic.of("out");

    @Test
    void whatAMessageSaysBesidesItsPayloadIsKept() {
        Mqtt5Publish full = Mqtt5Publish.builder()
                .topic("streaming-data/board")
                .qos(MqttQos.EXACTLY_ONCE)
                .retain(true)
                .contentType("application/json")
                .payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8)
                .responseTopic("answers")
                .correlationData(new byte[] {1, 2, 3})
                .messageExpiryInterval(60)
                .userProperties()
                .add("unit", "celsius")
                .applyUserProperties()
                .build();

        Map<String, String> attributes = MqttAttributes.of(full);

        assertThat(attributes)
                .isEqualTo(Map.of(
                        "topic",
                        "streaming-data/board",
                        "qos",
                        "2",
                        "retained",
                        "true",
                        "contentType",
                        "application/json",
                        "payloadFormat",
                        "1",
                        "responseTopic",
                        "answers",
                        "correlationData",
                        "AQID",
                        "messageExpiry",
                        "60",
                        "property.unit",
                        "celsius"));
        Mqtt5Publish again = MqttAttributes.message(OUT, record("mqtt", null, attributes))
                .qos(MqttQos.AT_LEAST_ONCE)
                .build();
        assertThat(again)
                .as("but for topic, QoS and the retained flag, which are the writer's")
                .isEqualTo(full.extend()
                        .topic(OUT)
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .retain(false)
                        .payload("p".getBytes(StandardCharsets.UTF_8))
                        .build());
    }

    @Test
    void aMessageThatSaysNothingHasThreeAttributes() {
        Mqtt5Publish bare = Mqtt5Publish.builder().topic("a").build();

        assertThat(MqttAttributes.of(bare)).isEqualTo(Map.of("topic", "a", "qos", "0", "retained", "false"));
    }

    @Test
    void attributesOfOtherSourcesAndTheKeyAreUserProperties() {
        Mqtt5Publish message = MqttAttributes.message(OUT, record("kafka", "board-1", Map.of("topic", "from")))
                .build();

        assertThat(MqttAttributes.of(message))
                .containsEntry("property.key", "board-1")
                .containsEntry("property.topic", "from");
    }

    @Test
    void anAttributeThatIsNoTextForMqttIsRefused() {
        assertThatThrownBy(() -> MqttAttributes.message(OUT, record("kafka", null, Map.of("unit", "\0"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RawRecord record(String source, String key, Map<String, String> attributes) {
        return new RawRecord(
                source,
                "p",
                Position.offset(0),
                Instant.EPOCH,
                key == null ? null : key.getBytes(StandardCharsets.UTF_8),
                attributes,
                "p".getBytes(StandardCharsets.UTF_8));
    }
}
