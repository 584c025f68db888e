package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Position.SequenceNumber;
import dev.sluice.record.Progress;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordBatchCoder;
import dev.sluice.testing.TestPipelineExtension;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPipelineExtension.class)
final class BatchWriteTest {

    private static final Instant NOW = Instant.parse("2020-04-16T11:33:23Z");
    private static final String JOB = "BatchWriteTest";

    @Test
    void aJobIsDoneWithARefusedRecordOfAShardWhenItsLetterIsSafe(TestPipeline pipeline) {
        SequenceNumber last = new SequenceNumber("49680407365994911700038695791235058722341023538976129099");
        RecordBatch.Builder batch = RecordBatch.Builder.of("kinesis", false);
        add(batch, new SequenceNumber("0"), "49680407365994911700038695791235058722341023538976129026", "a");
        add(batch, null, "49680407365994911700038695791235058722341023538976129040", "refused");
        add(batch, null, last.digits(), "c");
        JobLocal job = JobLocal.of(JOB);
        List<PartitionRange> before = new CopyOnWriteArrayList<>();
        job.onPublished(before::add);

        pipeline.apply("Batches", Create.of(batch.build(NOW, NOW)).withCoder(RecordBatchCoder.of()))
                .apply("Write", BatchWrite.to("memory", "place", BatchWriteTest::sender, JOB))
                .apply(
                        "Keep",
                        MapElements.into(TypeDescriptors.strings()).via((DeadLetter letter) -> keep(letter.record())));
        pipeline.run().waitUntilFinish();

        Position refused = new SequenceNumber("49680407365994911700038695791235058722341023538976129040");
        assertThat(before)
                .as("the refused one is not safe before its letter is")
                .filteredOn(run -> run.records() != 1)
                .hasSize(2)
                .noneMatch(run -> run.covers(refused));
        assertThat(job.isPublished(Progress.none(), Map.of("s", last))).isTrue();
    }

    private static void add(RecordBatch.Builder batch, @Nullable Position after, String number, String payload) {
        batch.add("s", after, new SequenceNumber(number), 0, null, Map.of(), bytes(payload), null);
    }

    /** As whoever publishes letters does. */
    private static String keep(RawRecord refused) {
        JobLocal.of(JOB).published(List.of(PartitionRange.ofOne(refused.partition(), refused.position())));
        return refused.toString();
    }

    private static RecordSender sender() {
        return new RecordSender() {
            @Override
            public void send(RawRecord record, Refusal refusal) {
                if (new String(record.payload(), StandardCharsets.UTF_8).equals("refused")) {
                    refusal.because(new IllegalArgumentException("expected another"));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
