package dev.sluice.connector.mqtt;

import dev.sluice.connector.RecordSender;
import dev.sluice.record.RawRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends records to one topic; key and attributes go as user properties. */
record MqttTopicSender(MqttSender sender, String topic) implements RecordSender {

    @Override
    public void send(RawRecord record, Refusal refusal) throws IOException {
        sender.send(topic, record.payload(), properties(record), refusal);
    }

    private static Map<String, String> properties(RawRecord record) {
        byte[] key = record.key();
        if (key == null) {
            return record.attributes();
        }
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("key", new String(key, StandardCharsets.UTF_8));
        properties.putAll(record.attributes());
        return properties;
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
