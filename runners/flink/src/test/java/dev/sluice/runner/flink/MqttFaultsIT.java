package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** No message that MQTT has promised to deliver is lost, whatever is stopped or killed. */
class MqttFaultsIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void nothingIsLostOnDirectRunnerWhereTheJobAndTheBrokerAreStoppedAndKilled() throws Exception {
        Path logs = Files.createDirectories(directory.resolve("job"));
        try (MqttRun run = MqttRun.of(directory, new MqttDirectJob(logs), 5_000, 500, false)) {
            MqttRun.Outcome outcome = run.run(1, List.of("--windowSize=PT1S"));

            MqttRun.say("DirectRunner: " + outcome);
            assertThat(outcome.lost()).isZero();
        }
    }
}
