package dev.sluice.connector.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.sluice.connector.RecordSender;
import dev.sluice.record.RawRecord;
import dev.sluice.record.Template;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to topics that are made of them: {@code ${topic()}} is the attribute {@code topic}, {@code ${key}} the
 * record's key, any other {@code ${name}} the attribute of this name. A record that has no value for a place of the topic is
 * refused, for it would go to a topic that nobody meant.
 */
record MqttTopicSender(MqttSender sender, MqttTarget target) implements RecordSender {

    private static final String KEY = "key";

    /** A sender that is connected. */
    static MqttTopicSender to(MqttTarget target) throws IOException {
        return new MqttTopicSender(MqttSender.to(target.broker()), target);
    }

    @Override
    public void send(RawRecord record, Refusal refusal) throws IOException {
        Mqtt5Publish message;
        try {
            message = message(target, record);
        } catch (IllegalArgumentException e) {
            refusal.because(e);
            return;
        }
        sender.send(message, refusal);
    }

    /**
     * What a record is sent as.
     *
     * @throws IllegalArgumentException where its topic has no value, or is none
     */
    static Mqtt5Publish message(MqttTarget target, RawRecord record) {
        return MqttAttributes.message(topic(target.topic(), record), record)
                .qos(target.qos())
                .retain(target.retained())
                .build();
    }

    private static MqttTopic topic(Template template, RawRecord record) {
        List<String> missing = new ArrayList<>();
        String from = record.attributes().get(MqttAttributes.TOPIC);
        if (from == null && template.needsTopic()) {
            missing.add(MqttAttributes.TOPIC);
        }
        String topic = template.fill(from, name -> {
            String value = value(record, name);
            if (value == null) {
                missing.add(name);
            }
            return value;
        });
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "topic '" + template + "': the record has no " + String.join(" and no ", missing));
        }
        return MqttTopic.of(topic);
    }

    private static @Nullable String value(RawRecord record, String name) {
        byte[] key = record.key();
        return name.equals(KEY) && key != null
                ? new String(key, StandardCharsets.UTF_8)
                : record.attributes().get(name);
    }

    @Override
    public void flush() throws IOException {
        sender.flush();
    }

    @Override
    public void close() {
        sender.close();
    }
}
