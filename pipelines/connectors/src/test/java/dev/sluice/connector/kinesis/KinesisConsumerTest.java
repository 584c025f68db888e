package dev.sluice.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KinesisConsumerTest {

    private static final String STREAM = "arn:aws:kinesis:eu-west-1:123456789012:stream/readings";
    private static final String ARN = STREAM + "/consumer/garden:1525898737";

    @Test
    void aTableThatNamesNoConsumerIsPolled() {
        assertThat(KinesisConsumer.of(table(Map.of()))).isNull();
        assertThat(KinesisConsumer.mistakes(table(Map.of()))).isEmpty();
    }

    @Test
    void aConsumerIsNamedByItsNameOrItsArn() {
        Map<String, String> byName = Map.of("consumerName", "garden");
        Map<String, String> byArn = Map.of("consumerARN", ARN);

        assertThat(KinesisConsumer.mistakes(table(byName))).isEmpty();
        assertThat(KinesisConsumer.of(table(byName))).hasToString("'garden'");
        assertThat(KinesisConsumer.mistakes(table(byArn))).isEmpty();
        assertThat(KinesisConsumer.of(table(byArn))).hasToString("'" + ARN + "'");
        assertThat(KinesisConsumer.mistakes(table(Map.of("consumerARN", ARN, "streamARN", STREAM))))
                .isEmpty();
    }

    @Test
    void allMistakesAreNamed() {
        assertThat(KinesisConsumer.mistakes(table(Map.of("consumerName", "my garden", "consumerARN", "garden"))))
                .containsExactly(
                        "--consumerName and --consumerARN: expected one of the two, found both",
                        "--consumerName: expected up to 128 of the characters a-z A-Z 0-9 . _ -, found 'my garden'",
                        "--consumerARN: expected arn:aws:kinesis:REGION:ACCOUNT:stream/NAME/consumer/NAME:NUMBER,"
                                + " found 'garden'");
        assertThat(KinesisConsumer.mistakes(table(Map.of("consumerARN", ARN, "streamName", "others"))))
                .containsExactly("--consumerARN: " + ARN
                        + " is no consumer of stream 'others' at kinesis.eu-west-1.amazonaws.com");
    }

    private static TableDefinition table(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("streamName", "readings", "awsRegion", "eu-west-1"));
        all.putAll(settings);
        return TableDefinition.ofRecords("t", new Stream("kinesis", all));
    }
}
