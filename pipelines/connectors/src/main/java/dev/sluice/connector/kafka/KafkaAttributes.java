package dev.sluice.connector.kafka;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** What Kafka tells of a record beside its key and value. */
final class KafkaAttributes {

    /** The attribute that tells records of several topics apart. */
    private static final String TOPIC = "topic";

    private KafkaAttributes() {}

    /** The headers, and the topic where there are several; a header of that name says more, and stays. */
    static Map<String, String> of(ConsumerRecord<?, ?> record, TopicSelection topics) {
        Map<String, String> attributes = of(record.headers());
        if (topics.isOne() || attributes.containsKey(TOPIC)) {
            return attributes;
        }
        if (attributes.isEmpty()) {
            return Map.of(TOPIC, record.topic());
        }
        attributes.put(TOPIC, record.topic());
        return attributes;
    }

    private static Map<String, String> of(Headers headers) {
        Map<String, String> attributes = Map.of();
        for (Header header : headers) {
            if (attributes.isEmpty()) {
                attributes = new LinkedHashMap<>();
            }
            attributes.put(
                    header.key(), header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8));
        }
        return attributes;
    }
}
