package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is lost and nothing is there twice, whatever is killed, and whenever. */
class FaultsIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void aLakeOnAClusterIsExactWhateverIsKilledAndWhenever() throws Exception {
        Faults faults = Faults.seeded();
        try (ClusterLake lake = ClusterLake.withKillPoints(directory.resolve("cluster"), faults.random())) {
            lake.submit(2);

            Duration idle = lake.idle();
            Faults.say("all was published " + idle.toMillis() + " ms after the last record was sent");
            assertThat(idle).isLessThan(ClusterLake.CHECKPOINT_INTERVAL.multipliedBy(10));
            faults.add(lake.round(lake::killTaskManager));
            for (Moment moment : Moment.values()) {
                faults.add(lake.round(() -> lake.killTaskManagerAt(moment)));
            }
            faults.add(lake.round(() -> lake.rescale(1)));
            faults.add(lake.round(() -> lake.rescale(2)));
        }
        faults.assertAllExact();
    }

    @Test
    void aLakeIsExactWheneverDirectRunnerIsKilled() throws Exception {
        Faults faults = Faults.seeded();
        KilledJob.on("DirectRunner", directory, faults).fromKafka(3);
        faults.assertAllExact();
    }
}
