package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordBatchCoder;
import dev.sluice.schema.ReadSettings;
import dev.sluice.server.MosquittoServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class MqttWriteIT {

    private static final String JOB = "write-" + UUID.randomUUID();

    @TempDir
    Path directory;

    @AfterEach
    void leave() {
        MqttSessions.leaveAll();
    }

    @Test
    void recordsArriveWithKeyAndAttributesAndAreReportedWhenTheyHave() throws Exception {
        Queue<PartitionRange> published = new ConcurrentLinkedQueue<>();
        JobLocal.of(JOB).onPublished(published::add);
        try (MosquittoServer broker = MosquittoServer.start(directory);
                Reading reading = Reading.open(
                        new MqttAddress(MqttBroker.of(broker.uri().toString()), "out", "reader"),
                        ReadSettings.of("read-" + JOB).withBatchDelay(Duration.ofMillis(20)))) {
            Pipeline pipeline = Pipeline.create();
            PAssert.that(pipeline.apply("Batches", Create.of(batch()).withCoder(RecordBatchCoder.of()))
                            .apply(
                                    "Write",
                                    new MqttConnector()
                                            .write(
                                                    MqttAddressTest.table(Map.of(
                                                            "broker",
                                                            broker.uri().toString(),
                                                            "topic",
                                                            "out")),
                                                    JOB)))
                    .satisfies(letters -> {
                        assertThat(letters).singleElement().satisfies(letter -> {
                            assertThat(letter.reason()).isEqualTo("refused-by-mqtt");
                            assertThat(letter.record().position()).isEqualTo(Position.offset(1));
                        });
                        return null;
                    });
            pipeline.run().waitUntilFinish();
            reading.readTo(1);

            RawRecord record = reading.records().get(0);
            assertThat(record.payload()).isEqualTo("good".getBytes(StandardCharsets.UTF_8));
            assertThat(record.attributes())
                    .containsEntry("property.key", "board-1")
                    .containsEntry("property.unit", "celsius");
            assertThat(List.copyOf(published))
                    .as("the refused one is not safe before its letter is")
                    .containsExactly(new PartitionRange("f", Position.offset(-1), Position.offset(0), 1));
        }
    }

    /** Two records, of which the second has an attribute that is no text for MQTT. */
    private static RecordBatch batch() {
        RecordBatch.Builder batch = RecordBatch.Builder.of("file", false);
        byte[] key = "board-1".getBytes(StandardCharsets.UTF_8);
        byte[] good = "good".getBytes(StandardCharsets.UTF_8);
        Position before = Position.offset(-1);
        batch.add("f", before, Position.offset(0), 0, key, Map.of("unit", "celsius"), good, null);
        batch.add("f", before, Position.offset(1), 0, null, Map.of("unit", "\0"), good, null);
        return batch.build(Instant.EPOCH, Instant.EPOCH);
    }
}
