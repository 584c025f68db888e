package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is lost and nothing is there twice, whatever is killed, and whenever. */
class FaultsIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void aLakeOnAClusterIsExactWhateverIsKilledAndWhenever() throws Exception {
        Random random = seeded();
        try (ClusterLake lake = ClusterLake.start(directory.resolve("cluster"), random)) {
            lake.submit(2);

            Duration idle = lake.idle();
            System.out.println("faults: all was published " + idle.toMillis() + " ms after the last record was sent");
            assertThat(idle).isLessThan(ClusterLake.CHECKPOINT_INTERVAL.multipliedBy(10));
            isExact(lake.round(lake::killTaskManager));
            for (Moment moment : Moment.values()) {
                isExact(lake.round(() -> lake.killTaskManagerAt(moment)));
            }
            isExact(lake.round(lake::killJobManager));
            isExact(lake.round(() -> lake.rescale(1)));
            isExact(lake.round(() -> lake.rescale(2)));
        }
    }

    private static Random seeded() {
        long seed = Long.getLong("faults.seed", new Random().nextLong());
        System.out.println("faults: seed " + seed);
        return new Random(seed);
    }

    private static void isExact(Verdict verdict) {
        System.out.println("faults: " + verdict);
        assertThat(verdict.isExact()).as(verdict.toString()).isTrue();
    }
}
