package dev.sluice.connector.kafka;

import dev.sluice.schema.TableDefinition.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which topics: those of the names, or all whose whole name matches the pattern, also those to come. Kafka's own topics are
 * never matched.
 *
 * @param names empty where there is a pattern
 */
record TopicSelection(List<String> names, @Nullable Pattern pattern) {

    private static final Set<String> OF_KAFKA = Set.of("__consumer_offsets", "__transaction_state");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    /** One sentence for each mistake in a stream's settings. */
    static List<String> mistakes(Stream stream, String table) {
        List<String> mistakes = new ArrayList<>();
        String topics = stream.setting(KafkaAddress.TOPIC);
        String pattern = stream.setting(KafkaAddress.TOPIC_PATTERN);
        if (topics == null && pattern == null) {
            mistakes.add("--topic is missing: table '" + table + "' names no topicName and no topicPattern");
        }
        if (topics != null && pattern != null) {
            mistakes.add("--topic and --topicPattern: expected one of them, found '" + topics + "' and '" + pattern
                    + "' (one of them may be the table's)");
        }
        if (topics != null) {
            for (String topic : parted(topics)) {
                if (!NAME.matcher(topic).matches()) {
                    mistakes.add(
                            "--topic: expected up to 249 of the characters a-z A-Z 0-9 . _ -, found '" + topic + "'");
                }
            }
        }
        if (pattern != null) {
            try {
                Pattern.compile(pattern);
            } catch (PatternSyntaxException e) {
                mistakes.add("--topicPattern: expected a regular expression, found '" + pattern + "': "
                        + e.getDescription());
            }
        }
        return mistakes;
    }

    /** The selection of settings without mistakes. */
    static TopicSelection of(Stream stream) {
        String topics = stream.setting(KafkaAddress.TOPIC);
        String pattern = stream.setting(KafkaAddress.TOPIC_PATTERN);
        return topics != null
                ? new TopicSelection(parted(topics).stream().distinct().toList(), null)
                : new TopicSelection(List.of(), pattern == null ? null : Pattern.compile(pattern));
    }

    private static List<String> parted(String topics) {
        return List.of(topics.split("\\s*,\\s*", -1));
    }

    /** Whether it is one topic, for ever. */
    boolean isOne() {
        return names.size() == 1;
    }

    boolean contains(String topic) {
        return pattern == null ? names.contains(topic) : pattern.matcher(topic).matches() && !OF_KAFKA.contains(topic);
    }

    /**
     * Which of {@code parts} reads a partition, also one that is found later. Of one topic it is the partition's number
     * that decides, of several the topic's name moves the count: each topic is spread evenly.
     */
    int owner(TopicPartition partition, int parts) {
        int first = isOne() ? 0 : partition.topic().hashCode();
        return Math.floorMod(first + partition.partition(), parts);
    }

    /** The name of a partition, in batches and in the record of what is published. */
    static String name(TopicPartition partition) {
        return partition.topic() + "/" + partition.partition();
    }

    /** The partition of a {@linkplain #name name}, or null where it is not one of these topics. */
    @Nullable
    TopicPartition partition(String name) {
        int slash = name.lastIndexOf('/');
        return slash > 0 && contains(name.substring(0, slash))
                ? new TopicPartition(name.substring(0, slash), Integer.parseInt(name.substring(slash + 1)))
                : null;
    }

    /** For people: {@code topic readings}. */
    String describe() {
        return pattern != null
                ? "topics that match " + pattern
                : (isOne() ? "topic " : "topics ") + String.join(", ", names);
    }

    /** For messages: {@code topic 'readings'}. */
    @Override
    public String toString() {
        return pattern != null
                ? "topics that match '" + pattern + "'"
                : (isOne() ? "topic '" : "topics '") + String.join("', '", names) + "'";
    }
}
