package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What {@link MqttFaultsIT} does with few messages, with many, and with MqttIO beside it: {@code ./mqtt-faults} runs it. */
@Tag("long")
class MqttFaultsLongIT {

    private static final int MESSAGES = Faults.times("messages", 100_000);
    private static final int PER_SECOND = Faults.times("per-second", 400);
    private static final int BROKER_STOPS = 3;
    private static final String DEDUPLICATE = System.getProperty("faults.deduplicate", "");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void nothingIsLostOnDirectRunner() throws Exception {
        Path logs = Files.createDirectories(directory.resolve("job"));
        check("DirectRunner", new MqttDirectJob(logs), "--windowSize=PT10S");
    }

    @Test
    void nothingIsLostOnAFlinkCluster() throws Exception {
        Path logs = Files.createDirectories(directory.resolve("job"));
        check("Flink", new MqttClusterJob(logs));
    }

    private void check(String runner, MqttLakeJob job, String... options) throws Exception {
        List<String> more = new ArrayList<>(List.of(options));
        if (!DEDUPLICATE.isEmpty()) {
            more.add("--deduplicate=" + DEDUPLICATE);
        }
        try (MqttRun run = MqttRun.of(directory, job, MESSAGES, PER_SECOND, true)) {
            MqttRun.Outcome outcome = run.run(BROKER_STOPS, more);

            MqttRun.say(runner + ": " + outcome);
            assertThat(outcome.lost()).isZero();
            if (!DEDUPLICATE.isEmpty()) {
                assertThat(outcome.doubles()).isZero();
            }
        }
    }
}
