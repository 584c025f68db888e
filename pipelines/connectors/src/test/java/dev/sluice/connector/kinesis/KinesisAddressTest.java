package dev.sluice.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KinesisAddressTest {

    private static final String ARN = "arn:aws:kinesis:eu-west-1:123456789012:stream/readings";

    @ParameterizedTest
    @CsvSource({
        "https://kinesis.us-east-1.amazonaws.com, us-east-1",
        "https://kinesis.cn-north-1.amazonaws.com.cn, cn-north-1",
        "https://kinesis-fips.us-gov-west-1.amazonaws.com, us-gov-west-1",
        "https://kinesis.eu-central-1.api.aws, eu-central-1",
        "https://123456789012.data-kinesis.ap-southeast-2.amazonaws.com, ap-southeast-2",
        "http://127.0.0.1:4568, us-east-1",
        "http://localhost:4568, us-east-1",
    })
    void theEndpointNamesItsRegion(String endpoint, String region) {
        assertThat(KinesisAddress.of(table(Map.of("streamName", "readings", "endpointUrl", endpoint)))
                        .region())
                .isEqualTo(region);
    }

    @Test
    void anArnNamesStreamAndRegion() {
        KinesisAddress address = KinesisAddress.of(table(Map.of("streamARN", ARN)));

        assertThat(address.stream()).isEqualTo("readings");
        assertThat(address.region()).isEqualTo("eu-west-1");
        assertThat(address).hasToString("stream 'readings' at kinesis.eu-west-1.amazonaws.com");
    }

    @Test
    void theOptionNamesTheRegionOfAnEndpointThatDoesNot() {
        KinesisAddress address = KinesisAddress.of(table(Map.of(
                "streamName",
                "readings",
                "endpointUrl",
                "https://kinesis.example.org:8443",
                "awsRegion",
                "eu-west-3")));

        assertThat(address.region()).isEqualTo("eu-west-3");
        assertThat(address.isLocal()).isFalse();
        assertThat(address.host()).isEqualTo("kinesis.example.org:8443");
    }

    @Test
    void aShardIsNamedWithItsStream() {
        KinesisAddress address = KinesisAddress.of(table(Map.of("streamARN", ARN)));

        assertThat(address.partition("shardId-000000000001")).isEqualTo("readings/shardId-000000000001");
        assertThat(address.shard("readings/shardId-000000000001")).isEqualTo("shardId-000000000001");
        assertThat(address.shard("other/shardId-000000000001")).isNull();
    }

    @Test
    void allMistakesAreNamed() {
        assertThat(KinesisAddress.mistakes(table(Map.of("awsRegion", "us-east-1"))))
                .containsExactly("--stream is missing: table 't' names no streamName and no streamARN");
        assertThat(KinesisAddress.mistakes(table(Map.of(
                        "streamName", "a stream",
                        "endpointUrl", "kinesis.us-east-1.amazonaws.com",
                        "awsRegion", "Frankfurt",
                        "awsSTSRoleARN", "reader",
                        "awsSTSSessionName", "a b"))))
                .containsExactly(
                        "--stream: expected up to 128 of the characters a-z A-Z 0-9 . _ -, found 'a stream'",
                        "--endpointUrl: expected https://kinesis.us-east-1.amazonaws.com or http://HOST:PORT, found"
                                + " 'kinesis.us-east-1.amazonaws.com'",
                        "--awsSTSRoleARN: expected arn:aws:iam::ACCOUNT:role/NAME, found 'reader'",
                        "--awsSTSSessionName: expected 2 to 64 of the characters a-z A-Z 0-9 _ + = , . @ -, found 'a b'",
                        "--awsRegion: expected a region such as us-east-1, found 'Frankfurt'");
        assertThat(KinesisAddress.mistakes(
                        table(Map.of("streamARN", ARN, "streamName", "others", "awsRegion", "us-east-1"))))
                .containsExactly(
                        "--stream: 'others' is not the stream of " + ARN,
                        "the region is not one: --awsRegion says us-east-1, streamARN says eu-west-1");
        assertThat(KinesisAddress.mistakes(table(Map.of("streamARN", "arn:aws:s3:::bucket", "awsRegion", "us-east-1"))))
                .containsExactly(
                        "streamARN: expected arn:aws:kinesis:REGION:ACCOUNT:stream/NAME, found 'arn:aws:s3:::bucket'");
    }

    private static TableDefinition table(Map<String, String> settings) {
        return TableDefinition.ofRecords("t", new Stream("kinesis", settings));
    }
}
