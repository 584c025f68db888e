package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

final class RecordBatchTest {

    @Test
    void aSelectionOfABatchReachesAsFarAsTheBatch() {
        RecordBatch.Builder all = RecordBatch.Builder.of("mqtt", true);
        for (int i = 0; i < 6; i++) {
            String partition = i < 4 ? "a" : "b";
            all.add(
                    partition,
                    Position.offset(i - 1),
                    Position.offset(i),
                    i,
                    null,
                    Map.of("topic", "t"),
                    new byte[] {(byte) i},
                    Instant.ofEpochMilli(i));
        }
        RecordBatch batch = all.build(Instant.ofEpochMilli(9), Instant.ofEpochMilli(8));

        RecordBatch selected = batch.selecting(record ->
                record.payload()[0] == 1 || record.payload()[0] == 2 ? record.withPayload(new byte[] {42}) : null);

        assertThat(selected.size()).isEqualTo(2);
        assertThat(selected.ranges())
                .containsExactly(
                        new PartitionRange("a", Position.offset(-1), Position.offset(3), 2),
                        new PartitionRange("b", Position.offset(3), Position.offset(5), 0));
        assertThat(selected.record(1)).isEqualTo(batch.record(2).withPayload(new byte[] {42}));
        assertThat(selected.eventTime(1)).isEqualTo(Instant.ofEpochMilli(2));
        assertThat(selected.readAt()).isEqualTo(batch.readAt());
        assertThat(selected.watermark()).isEqualTo(batch.watermark());
    }

    @Test
    void whatWasDecodedIsThereUntilTheBatchIsWrittenDown() throws Exception {
        RecordBatch.Builder all = RecordBatch.Builder.of("mqtt", true, 1);
        for (int i = 0; i < 100; i++) {
            all.add(
                    "a",
                    null,
                    Position.offset(i),
                    i,
                    null,
                    Map.of(),
                    new byte[] {(byte) i},
                    Instant.ofEpochMilli(i),
                    i % 2 == 0 ? null : "decoded " + i);
        }
        RecordBatch batch = all.build(Instant.ofEpochMilli(9), Instant.ofEpochMilli(8));

        assertThat(batch.decoded(98)).isNull();
        assertThat(batch.decoded(99)).isEqualTo("decoded 99");
        RecordBatch written = CoderUtils.clone(RecordBatchCoder.of(), batch);
        assertThat(written.decoded(99)).isNull();
        assertThat(written).isEqualTo(batch);
    }
}
