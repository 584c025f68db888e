package dev.sluice.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.TableDefinition.Stream;
import java.io.ByteArrayInputStream;
import java.io.ObjectInputStream;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class KafkaStreamTest {

    /** A part as it stood in checkpoints when a stream was one topic: part 1 of 2, partition 1 from 7 to 9. */
    private static final String ONE_TOPIC = """
            rO0ABXNyACZkZXYuc2x1aWNlLmNvbm5lY3Rvci5rYWZrYS5LYWZrYVN0cmVhbQAAAAAAAAAAAgAFSQAEcGFydEkABXBhcnRzTAAH
            YWRkcmVzc3QAKUxkZXYvc2x1aWNlL2Nvbm5lY3Rvci9rYWZrYS9LYWZrYUFkZHJlc3M7TAADZW5kdAAPTGphdmEvdXRpbC9NYXA7
            TAAFc3RhcnRxAH4AAnhwAAAAAQAAAAJzcgAnZGV2LnNsdWljZS5jb25uZWN0b3Iua2Fma2EuS2Fma2FBZGRyZXNzAAAAAAAAAAAC
            AAJMABBib290c3RyYXBTZXJ2ZXJzdAASTGphdmEvbGFuZy9TdHJpbmc7TAAFdG9waWNxAH4ABXhwdAAOMTI3LjAuMC4xOjkwOTJ0
            AAhyZWFkaW5nc3NyABFqYXZhLnV0aWwuVHJlZU1hcAzB9j4tJWrmAwABTAAKY29tcGFyYXRvcnQAFkxqYXZhL3V0aWwvQ29tcGFy
            YXRvcjt4cHB3BAAAAAFzcgARamF2YS5sYW5nLkludGVnZXIS4qCk94GHOAIAAUkABXZhbHVleHIAEGphdmEubGFuZy5OdW1iZXKG
            rJUdC5TgiwIAAHhwAAAAAXNyAA5qYXZhLmxhbmcuTG9uZzuL5JDMjyPfAgABSgAFdmFsdWV4cQB+AA0AAAAAAAAACXhzcQB+AAlw
            dwQAAAABcQB+AA5zcQB+AA8AAAAAAAAAB3g=
            """;

    @Test
    void aPartOfACheckpointOfOneTopicIsStillUnderstood() throws Exception {
        KafkaStream stream;
        try (ObjectInputStream in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getMimeDecoder().decode(ONE_TOPIC)))) {
            stream = (KafkaStream) in.readObject();
        }

        assertThat(stream)
                .isEqualTo(new KafkaStream(
                        new KafkaAddress(
                                "127.0.0.1:9092",
                                "readings",
                                Map.of("bootstrapServers", "127.0.0.1:9092", "topicName", "readings")),
                        1,
                        2,
                        Map.of("readings/1", 7L),
                        Map.of("readings/1", 9L)));
        assertThat(stream.address().topics()).hasToString("topic 'readings'");
    }

    @Test
    void partitionsOfOneTopicBelongToPartsByTheirNumber() {
        TopicSelection one = selection(Map.of("topicName", "readings"));

        for (int number = 0; number < 10; number++) {
            assertThat(one.owner(new TopicPartition("readings", number), 3)).isEqualTo(number % 3);
        }
    }

    @Test
    void partitionsOfSeveralTopicsAreSpreadAndEachBelongsToOnePart() {
        TopicSelection many = selection(Map.of("topicPattern", "plant-.*"));
        Map<Integer, Integer> owned = new HashMap<>();

        for (int topic = 0; topic < 100; topic++) {
            owned.merge(many.owner(new TopicPartition("plant-" + topic, 0), 4), 1, Integer::sum);
        }

        assertThat(owned.keySet()).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(owned.values()).allMatch(count -> count >= 10);
    }

    @Test
    void aPatternMatchesWholeNamesAndNoneOfKafkasOwn() {
        TopicSelection all = selection(Map.of("topicPattern", ".*"));
        TopicSelection plants = selection(Map.of("topicPattern", "plant-[0-9]"));

        assertThat(all.contains("readings")).isTrue();
        assertThat(all.contains("__consumer_offsets")).isFalse();
        assertThat(plants.contains("plant-1")).isTrue();
        assertThat(plants.contains("plant-12")).isFalse();
        assertThat(plants.partition("plant-1/12")).isEqualTo(new TopicPartition("plant-1", 12));
        assertThat(plants.partition("hall/0")).isNull();
    }

    private static TopicSelection selection(Map<String, String> settings) {
        return TopicSelection.of(new Stream("kafka", settings));
    }
}
