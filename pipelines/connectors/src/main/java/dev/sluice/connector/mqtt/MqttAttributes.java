package dev.sluice.connector.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserPropertiesBuilder;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishBuilder;
import dev.sluice.record.RawRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a message says besides its payload, as a record's attributes, and back again. The topic, QoS and the retained flag are
 * always there; of the rest, which MQTT 5 alone has, what was said.
 */
final class MqttAttributes {

    static final String TOPIC = "topic";

    private static final String QOS = "qos";
    private static final String RETAINED = "retained";
    private static final String CONTENT_TYPE = "contentType";
    private static final String PAYLOAD_FORMAT = "payloadFormat";
    private static final String RESPONSE_TOPIC = "responseTopic";
    private static final String CORRELATION_DATA = "correlationData";
    private static final String MESSAGE_EXPIRY = "messageExpiry";
    private static final String PROPERTY = "property.";
    private static final String KEY = "key";

    /** Of the message that was read: the one that is written has its own. */
    private static final Set<String> OF_THE_READ_MESSAGE = Set.of(TOPIC, QOS, RETAINED);

    private MqttAttributes() {}

    /** The attributes of the record that a message becomes. */
    static Map<String, String> of(Mqtt5Publish publish) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put(TOPIC, publish.getTopic().toString());
        attributes.put(QOS, Integer.toString(publish.getQos().getCode()));
        attributes.put(RETAINED, Boolean.toString(publish.isRetain()));
        publish.getContentType().ifPresent(type -> attributes.put(CONTENT_TYPE, type.toString()));
        publish.getPayloadFormatIndicator()
                .ifPresent(format -> attributes.put(PAYLOAD_FORMAT, Integer.toString(format.getCode())));
        publish.getResponseTopic().ifPresent(topic -> attributes.put(RESPONSE_TOPIC, topic.toString()));
        publish.getCorrelationData().ifPresent(data -> attributes.put(CORRELATION_DATA, base64(data)));
        publish.getMessageExpiryInterval().ifPresent(seconds -> attributes.put(MESSAGE_EXPIRY, Long.toString(seconds)));
        for (Mqtt5UserProperty property : publish.getUserProperties().asList()) {
            attributes.put(PROPERTY + property.getName(), property.getValue().toString());
        }
        return attributes;
    }

    private static String base64(ByteBuffer data) {
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * The message that a record becomes: key and attributes as user properties, but for those that came from the properties
     * of a message, which become these again.
     *
     * @throws IllegalArgumentException where an attribute is no text for MQTT
     */
    static Mqtt5PublishBuilder.Complete message(MqttTopic topic, RawRecord record) {
        Mqtt5PublishBuilder.Complete message =
                Mqtt5Publish.builder().topic(topic).payload(record.payload());
        Mqtt5UserPropertiesBuilder properties = Mqtt5UserProperties.builder();
        byte[] key = record.key();
        if (key != null) {
            properties = properties.add(KEY, new String(key, StandardCharsets.UTF_8));
        }
        boolean wasRead = record.source().equals(MqttConnector.KIND);
        for (Map.Entry<String, String> attribute : record.attributes().entrySet()) {
            String name = attribute.getKey();
            String value = attribute.getValue();
            if (!wasRead) {
                properties = properties.add(name, value);
            } else if (name.startsWith(PROPERTY)) {
                properties = properties.add(name.substring(PROPERTY.length()), value);
            } else if (!OF_THE_READ_MESSAGE.contains(name)) {
                message = with(message, name, value);
            }
        }
        return message.userProperties(properties.build());
    }

    private static Mqtt5PublishBuilder.Complete with(Mqtt5PublishBuilder.Complete message, String name, String value) {
        return switch (name) {
            case CONTENT_TYPE -> message.contentType(value);
            case PAYLOAD_FORMAT ->
                message.payloadFormatIndicator(Mqtt5PayloadFormatIndicator.fromCode(Integer.parseInt(value)));
            case RESPONSE_TOPIC -> message.responseTopic(value);
            case CORRELATION_DATA -> message.correlationData(Base64.getDecoder().decode(value));
            case MESSAGE_EXPIRY -> message.messageExpiryInterval(Long.parseLong(value));
            default -> message; // of this class's own making, there is no other
        };
    }
}
