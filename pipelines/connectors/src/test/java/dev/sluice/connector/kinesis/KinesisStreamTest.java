package dev.sluice.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ObjectInputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KinesisStreamTest {

    /** A part as it stood in checkpoints when there were no consumers, with one shard and an end. */
    private static final String POLLED = """
            rO0ABXNyACpkZXYuc2x1aWNlLmNvbm5lY3Rvci5raW5lc2lzLktpbmVzaXNTdHJlYW0AAAAAAAAAAAIAA0wAB2FkZHJlc3N0AC1MZGV2
            L3NsdWljZS9jb25uZWN0b3Iva2luZXNpcy9LaW5lc2lzQWRkcmVzcztMAANlbmR0ABNMamF2YS90aW1lL0luc3RhbnQ7TAAFc3RhcnR0
            AA9MamF2YS91dGlsL01hcDt4cHNyACtkZXYuc2x1aWNlLmNvbm5lY3Rvci5raW5lc2lzLktpbmVzaXNBZGRyZXNzAAAAAAAAAAACAAZM
            AAhlbmRwb2ludHQADkxqYXZhL25ldC9VUkk7TAAGcmVnaW9udAASTGphdmEvbGFuZy9TdHJpbmc7TAAEcm9sZXEAfgAHTAAHc2Vzc2lv
            bnEAfgAHTAAGc3RyZWFtcQB+AAdMAAlzdHJlYW1Bcm5xAH4AB3hwc3IADGphdmEubmV0LlVSSawBeC5DnkmrAwABTAAGc3RyaW5ncQB+
            AAd4cHQAFWh0dHA6Ly8xMjcuMC4wLjE6NDU2OHh0AAl1cy1lYXN0LTFwdAAGc2x1aWNldAAIcmVhZGluZ3Nwc3IADWphdmEudGltZS5T
            ZXKVXYS6GyJIsgwAAHhwdw0CAAAAAF6YQoMAAAAAeHNyABFqYXZhLnV0aWwuVHJlZU1hcAzB9j4tJWrmAwABTAAKY29tcGFyYXRvcnQA
            FkxqYXZhL3V0aWwvQ29tcGFyYXRvcjt4cHB3BAAAAAF0ABRzaGFyZElkLTAwMDAwMDAwMDAwMHNyAClkZXYuc2x1aWNlLnJlY29yZC5Q
            b3NpdGlvbiRTZXF1ZW5jZU51bWJlcgAAAAAAAAAAAgABTAAGZGlnaXRzcQB+AAd4cHQADTE1ODcwMzY4MDMwMDB4
            """;

    @Test
    void aPartOfACheckpointWithoutConsumersIsStillUnderstoodAndPolled() throws Exception {
        KinesisStream stream;
        try (ObjectInputStream in = new ObjectInputStream(
                new ByteArrayInputStream(Base64.getMimeDecoder().decode(POLLED)))) {
            stream = (KinesisStream) in.readObject();
        }

        assertThat(stream)
                .isEqualTo(new KinesisStream(
                        new KinesisAddress(
                                "readings", null, URI.create("http://127.0.0.1:4568"), "us-east-1", null, "sluice"),
                        null,
                        Map.of("shardId-000000000000", ShardPosition.at(Instant.ofEpochMilli(1_587_036_803_000L))),
                        Instant.parse("2020-04-16T11:33:23Z")));
    }
}
