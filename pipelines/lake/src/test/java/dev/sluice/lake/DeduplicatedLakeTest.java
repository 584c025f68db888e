package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.Deduplicate;
import dev.sluice.record.Durability;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordBatchCoder;
import dev.sluice.testing.TestPipelineExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each call is a run of its own, which goes on behind the log. */
@ExtendWith(TestPipelineExtension.class)
final class DeduplicatedLakeTest {

    private static final RecordBatch FIRST = Readings.batch(
            "readings/0", -1, "{\"id\":1,\"celsius\":20}", "{\"id\":2}", "{\"id\":1,\"celsius\":21}", "[]");
    private static final RecordBatch AGAIN = Readings.batch("session#2", -1, "{\"id\":1}", "{\"id\":2}");
    private static final RecordBatch MORE =
            Readings.batch("session#2", 1, "garbage", "{\"id\":3}", "garbage", "{}", "{}");

    @TempDir
    Path lake;

    @ParameterizedTest
    @EnumSource
    void aLakeHoldsEachKeyOnceAndAccountsForAll(Durability durability, TestPipeline pipeline) throws Exception {
        run(pipeline, durability, FIRST, AGAIN, MORE);

        assertThat(DuckDb.rows("SELECT id FROM " + DuckDb.lake(lake) + " ORDER BY id"))
                .containsExactly("1", "2", "3", "null", "null");
        LakeAudit.Report report = LakeAudit.of(lake, true);
        assertThat(report.findings()).isEmpty();
        assertThat(report.counts()).isEqualTo(new Publication.Counts(11, 5, 1, 2, 3, 5));
    }

    @ParameterizedTest
    @EnumSource
    void anotherRunKnowsWhatWasPublishedBefore(Durability durability, TestPipeline pipeline) throws Exception {
        run(TestPipeline.fromOptions(pipeline.getOptions()).enableAbandonedNodeEnforcement(false), durability, FIRST);

        run(pipeline, durability, AGAIN);

        assertThat(DuckDb.rows("SELECT id FROM " + DuckDb.lake(lake) + " ORDER BY id"))
                .containsExactly("1", "2");
        assertThat(Readings.log(lake).progress().ranges().get("session#2"))
                .containsExactly(new PartitionRange("session#2", Position.offset(-1), Position.offset(1), 2));
        assertThat(LakeAudit.of(lake, true).counts()).isEqualTo(new Publication.Counts(6, 2, 1, 0, 3, 2));
    }

    private void run(TestPipeline pipeline, Durability durability, RecordBatch... batches) throws Exception {
        LakeLayout layout = Readings.layout(lake, Partitioning.ingest());
        Progress progress = LakeRecovery.of(layout, "topic", true).recover();
        String job = UUID.randomUUID().toString();
        pipeline.apply("Batches", Create.of(List.of(batches)).withCoder(RecordBatchCoder.of()))
                .apply(
                        "Deduplicate",
                        Deduplicate.by(Readings.TABLE.key(List.of("id")))
                                .within(Duration.ofHours(1))
                                .keptIn(layout.checkpoint() + "/seen")
                                .inRun(job, durability, progress))
                .apply("Write", LakeWrite.to(layout).withJobId(job).decoding(Readings.TABLE));
        long dropped = 0;
        for (var counter : pipeline.run()
                .metrics()
                .queryMetrics(MetricsFilter.builder()
                        .addNameFilter(MetricNameFilter.named("deduplicate", "duplicatesDropped"))
                        .build())
                .getCounters()) {
            dropped += counter.getAttempted();
        }
        assertThat(dropped).isPositive();
    }
}
