package dev.sluice.connector.kafka;

import dev.sluice.schema.TableDefinition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which topic, on which brokers.
 *
 * @param bootstrapServers {@code host:port}, several parted by commas
 */
record KafkaAddress(String bootstrapServers, String topic) implements Serializable {

    static final String BOOTSTRAP_SERVERS = "bootstrapServers";
    static final String TOPIC = "topicName";

    private static final Pattern SERVERS = Pattern.compile("[^,:\\s]+:\\d{1,5}(,[^,:\\s]+:\\d{1,5})*");
    private static final Pattern TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    /** One sentence for each mistake in a table's stream settings. */
    static List<String> mistakes(TableDefinition table) {
        List<String> mistakes = new ArrayList<>();
        String servers = table.stream().setting(BOOTSTRAP_SERVERS);
        if (servers == null) {
            mistakes.add("--bootstrapServers is missing: expected host:port of a Kafka broker for table '"
                    + table.name() + "'");
        } else if (!SERVERS.matcher(servers).matches()) {
            mistakes.add("--bootstrapServers: expected host:port[,host:port…], found '" + servers + "'");
        }
        String topic = table.stream().setting(TOPIC);
        if (topic == null) {
            mistakes.add("--topic is missing: table '" + table.name() + "' names no topicName");
        } else if (!TOPIC_NAME.matcher(topic).matches()) {
            mistakes.add("--topic: expected up to 249 of the characters a-z A-Z 0-9 . _ -, found '" + topic + "'");
        }
        return mistakes;
    }

    /** @throws IllegalArgumentException where {@link #mistakes} finds some */
    static KafkaAddress of(TableDefinition table) {
        List<String> mistakes = mistakes(table);
        String servers = table.stream().setting(BOOTSTRAP_SERVERS);
        String topic = table.stream().setting(TOPIC);
        if (!mistakes.isEmpty() || servers == null || topic == null) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
        return new KafkaAddress(servers, topic);
    }

    /** What every client of this address is configured with. */
    Map<String, Object> clientSettings() {
        return Map.of(
                "bootstrap.servers", bootstrapServers, "enable.metrics.push", false, "reconnect.backoff.max.ms", 1_000);
    }

    /** The name of a partition of the topic, in batches and in the record of what is published. */
    String partition(int number) {
        return topic + "/" + number;
    }

    /** The number in a {@linkplain #partition name}, or null where it is a partition of another topic. */
    @Nullable
    Integer number(String partition) {
        return partition.startsWith(topic + "/") ? Integer.valueOf(partition.substring(topic.length() + 1)) : null;
    }
}
