package dev.sluice.job.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.CommandLine;
import dev.sluice.job.lake.LakeConfig;
import dev.sluice.job.lake.LakeJob;
import dev.sluice.job.lake.LakeOptions;
import dev.sluice.query.Lake;
import dev.sluice.query.QueryResult;
import dev.sluice.record.Durability;
import dev.sluice.record.JobLocal;
import dev.sluice.schema.ReadSettings;
import dev.sluice.testing.TestPipelineExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPipelineExtension.class)
final class BoardLakeTest {

    @Test
    void aBoardFillsALakeOfItsTableUntilTheJobIsStoppedInOrder(TestPipeline pipeline, @TempDir Path directory)
            throws Exception {
        Path output = directory.resolve("lake");
        List<String> mistakes = new ArrayList<>();
        LakeOptions options = CommandLine.parse(List.of(
                        "--source=sensehat",
                        "--device=emulated:slow-turn",
                        "--interval=PT0.02S",
                        "--clientId=garden",
                        "--windowSize=PT1S",
                        "--catalog=" + directory,
                        "--output=" + output))
                .as(LakeOptions.class, mistakes);
        LakeConfig config = LakeConfig.from(options, mistakes);
        JobLocal job = JobLocal.of("BoardLakeTest");
        job.onPublished(run -> {
            if (run.records() > 0) {
                job.stop();
            }
        });

        LakeJob.assemble(pipeline, config, ReadSettings.of("BoardLakeTest").withDurability(Durability.PUBLICATION));
        pipeline.run().waitUntilFinish();

        try (Lake lake = Lake.open(output);
                QueryResult result = lake.query("""
                        SELECT min(count), count(*) - max(count), count(DISTINCT count) = count(*), count(*) > 20,
                               count(yaw) = count(*), min(client_id), count(*) FILTER (timestamp > now())
                        FROM lake""")) {
            assertThat(result.nextRow()).containsExactly(0L, 1L, true, true, true, "garden", 0L);
        }
    }
}
