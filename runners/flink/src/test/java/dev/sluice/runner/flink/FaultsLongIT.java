package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What {@link FaultsIT} does once, again and again: {@code ./faults} runs it, and says how often. */
@Tag("long")
class FaultsLongIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void aLakeIsExactHoweverOftenATaskManagerIsKilled() throws Exception {
        Faults faults = Faults.seeded();
        try (ClusterLake lake = ClusterLake.start(directory.resolve("cluster"), faults.random())) {
            lake.submit(2);
            for (int kill = 0; kill < Faults.times("task-manager-kills", 20); kill++) {
                faults.add(lake.round(lake::killTaskManager));
            }
        }
        faults.assertAllExact();
    }

    @Test
    void aLakeIsExactHoweverOftenTheJobManagerIsKilled() throws Exception {
        Faults faults = Faults.seeded();
        try (ClusterLake lake = ClusterLake.start(directory.resolve("cluster"), faults.random())) {
            lake.submit(2);
            for (int kill = 0; kill < Faults.times("job-manager-kills", 5); kill++) {
                faults.add(lake.round(lake::killJobManager));
            }
        }
        faults.assertAllExact();
    }

    @Test
    void aLakeIsExactHoweverOftenTheJobIsRescaled() throws Exception {
        Faults faults = Faults.seeded();
        try (ClusterLake lake = ClusterLake.start(directory.resolve("cluster"), faults.random())) {
            lake.submit(2);
            for (int stop = 0; stop < Faults.times("rescales", 5); stop++) {
                int parallelism = stop % 2 == 0 ? 1 : 2;
                faults.add(lake.round(() -> lake.rescale(parallelism)));
            }
        }
        faults.assertAllExact();
    }

    @Test
    void aJobThatWentOnFromASavepointGoesOnBehindItsOwnCheckpointsWhenItIsKilled() throws Exception {
        Faults faults = Faults.seeded();
        try (ClusterLake lake = ClusterLake.start(directory.resolve("cluster"), faults.random())) {
            lake.submit(2);
            faults.add(lake.round(() -> lake.rescale(1)));
            faults.add(lake.round(lake::killJobManager));
        }
        faults.assertAllExact();
    }

    @Test
    void aLakeIsExactWhereATaskManagerHangsAndGoesOnWhenItIsNotWantedAnyMore() throws Exception {
        Faults faults = Faults.seeded();
        try (ClusterLake lake = ClusterLake.withKillPoints(directory.resolve("cluster"), faults.random())) {
            lake.submit(2);
            for (Moment moment : Moment.values()) {
                lake.spare();
                faults.add(lake.round(() -> lake.freezeTaskManagerAt(moment)));
            }
        }
        faults.assertAllExact();
    }

    @Test
    void aLakeIsExactWhereATaskManagerIsKilledWhileTheJobStops() throws Exception {
        Faults faults = Faults.seeded();
        try (ClusterLake lake = ClusterLake.withKillPoints(directory.resolve("cluster"), faults.random())) {
            // No checkpoint of its own comes between: what is published then, the savepoint publishes.
            lake.submit(2, "--checkpointingInterval=600000");
            faults.add(lake.round(() -> lake.killWhileStopping(Moment.RENAMED, false)));
        }
        faults.assertAllExact();
    }

    @Test
    void aLakeIsExactWhereAStopFailsAndTheSameCommandGoesOnFromTheCheckpointBefore() throws Exception {
        Faults faults = Faults.seeded();
        try (ClusterLake lake = ClusterLake.withKillPoints(directory.resolve("cluster"), faults.random())) {
            lake.submit(2, "--checkpointingInterval=15000");
            lake.idle();
            faults.add(lake.round(() -> lake.killWhileStopping(Moment.RENAMED, true)));
            assertThat(lake.said()).contains("resumes from   Flink's checkpoint");
        }
        faults.assertAllExact();
    }

    @Test
    void aLakeFromKafkaIsExactHoweverOftenDirectRunnerIsKilled() throws Exception {
        Faults faults = Faults.seeded();
        KilledJob.on("DirectRunner", directory, faults).fromKafka(Faults.times("direct-kills", 10));
        faults.assertAllExact();
    }

    @Test
    void aLakeFromFilesIsExactHoweverOftenDirectRunnerIsKilled() throws Exception {
        Faults faults = Faults.seeded();
        KilledJob.on("DirectRunner", directory, faults).fromFiles(Faults.times("direct-kills", 10));
        faults.assertAllExact();
    }

    @Test
    void aLakeFromKafkaIsExactHoweverOftenALocalFlinkIsKilled() throws Exception {
        Faults faults = Faults.seeded();
        KilledJob.on("FlinkRunner", directory, faults).fromKafka(Faults.times("direct-kills", 10));
        faults.assertAllExact();
    }
}
