package dev.sluice.connector.kafka;

import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which topics, on which brokers, reached how: the settings of a stream. It is a part of the job, and holds the paths of
 * files with secrets, never what they hold.
 *
 * @param bootstrapServers {@code host:port}, several parted by commas; for messages, those of a connection too
 * @param topic the names or the pattern, for messages
 * @param settings the stream's, from which a client is made
 */
record KafkaAddress(String bootstrapServers, String topic, Map<String, String> settings) implements Serializable {

    static final String BOOTSTRAP_SERVERS = "bootstrapServers";
    static final String TOPIC = "topicName";
    static final String TOPIC_PATTERN = "topicPattern";

    // A checkpoint of before there were settings has none.
    @SuppressWarnings("RedundantNullCheck")
    KafkaAddress {
        settings = settings == null ? Map.of(BOOTSTRAP_SERVERS, bootstrapServers, TOPIC, topic) : Map.copyOf(settings);
    }

    /** @throws IllegalArgumentException where {@link #mistakes} finds some */
    static KafkaAddress of(TableDefinition table) {
        refuse(mistakes(table));
        return of(table.stream());
    }

    /** @throws IllegalArgumentException where {@link #writeMistakes} finds some */
    static KafkaAddress toWrite(TableDefinition table) {
        refuse(writeMistakes(table));
        return of(table.stream());
    }

    private static KafkaAddress of(Stream stream) {
        String topics = stream.setting(TOPIC) == null ? stream.setting(TOPIC_PATTERN) : stream.setting(TOPIC);
        return new KafkaAddress(KafkaAccess.describe(stream), String.valueOf(topics), stream.settings());
    }

    private static void refuse(List<String> mistakes) {
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
    }

    /** One sentence for each mistake in a table's stream settings, and in the files they name. */
    static List<String> mistakes(TableDefinition table) {
        List<String> mistakes = new ArrayList<>(KafkaAccess.mistakes(table.stream()));
        mistakes.addAll(TopicSelection.mistakes(table.stream(), table.name()));
        return mistakes;
    }

    /** One sentence for each mistake, where the table is written: that is one topic. */
    static List<String> writeMistakes(TableDefinition table) {
        List<String> mistakes = mistakes(table);
        if (mistakes.isEmpty() && !TopicSelection.of(table.stream()).isOne()) {
            mistakes.add("table '" + table.name() + "': expected one Kafka topic to write to, found "
                    + TopicSelection.of(table.stream()));
        }
        return mistakes;
    }

    TopicSelection topics() {
        return TopicSelection.of(stream());
    }

    /**
     * Reads how the brokers are reached, where a client is about to be opened.
     *
     * @throws IOException where the files do not hold what they held when the job began
     */
    KafkaAccess access() throws IOException {
        try {
            return KafkaAccess.of(stream());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** For messages. */
    @Override
    public String toString() {
        return topics() + " at " + bootstrapServers;
    }

    private Stream stream() {
        return new Stream(KafkaConnector.KIND, settings);
    }
}
