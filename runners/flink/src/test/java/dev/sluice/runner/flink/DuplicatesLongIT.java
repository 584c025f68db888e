package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.ChildJvm;
import dev.sluice.server.FlinkCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link DuplicatesIT} does once, again and again, and on a cluster. */
@Tag("long")
class DuplicatesLongIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @ParameterizedTest
    @CsvSource({"DirectRunner,RECORDED,RENAMED,FILE_CLOSED", "FlinkRunner,DURABLE,DESCRIBED,RECORDED"})
    void aJobIsExactHoweverOftenItIsKilled(String runner, Moment one, Moment two, Moment three) throws Exception {
        Faults faults = Faults.seeded();
        try (RedeliveredLake lake = RedeliveredLake.start(directory)) {
            for (int round = 0; round < Faults.times("duplicate-rounds", 2); round++) {
                for (Moment moment : List.of(one, two, three)) {
                    Faults.say(lake.killAt(moment, runner));
                }
                Faults.say(lake.restartBrokerAndKill(runner));
                faults.add(lake.complete(runner + " went on to the end", runner));
                Faults.say(lake.dropped() + " messages dropped, of which a device sent " + lake.sentTwice() + " twice");
            }
            assertThat(lake.dropped()).isGreaterThan(lake.sentTwice());
        }
        faults.assertAllExact();
    }

    @Test
    void aJobOnAClusterIsExactHoweverOftenATaskManagerIsKilled() throws Exception {
        Faults faults = Faults.seeded();
        try (RedeliveredLake lake = RedeliveredLake.start(directory);
                FlinkCluster cluster =
                        FlinkCluster.start(FlinkDistribution.classPath(), directory.resolve("flink"), 1, 2);
                ChildJvm launcher = SluiceProcess.start(
                        "FlinkRunner",
                        lake.log(),
                        lake.command(
                                "--flinkMaster=" + cluster.restAddress(),
                                "--filesToStage=" + FlinkDistribution.jar(),
                                "--parallelism=2",
                                "--numberOfExecutionRetries=1000"))) {
            for (int kill = 0; kill < Faults.times("task-manager-kills", 5); kill++) {
                faults.add(lake.killTaskManager(
                        cluster, kill, Duration.ofMillis(faults.random().nextInt(4_000))));
            }
            Faults.say(lake.dropped() + " messages dropped, of which a device sent " + lake.sentTwice() + " twice");
        }
        faults.assertAllExact();
    }
}
