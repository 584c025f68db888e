package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code --deduplicate} a lake has each message once, however often a broker gives it. */
class DuplicatesIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    /** The job is killed when a runner has made messages durable, and the broker has not heard of it. */
    @ParameterizedTest
    @CsvSource({"DirectRunner,RECORDED", "FlinkRunner,DURABLE"})
    void whatABrokerGivesAgainIsInTheLakeOnce(String runner, Moment moment) throws Exception {
        Faults faults = Faults.seeded();
        try (RedeliveredLake lake = RedeliveredLake.start(directory)) {
            Faults.say(lake.killAt(moment, runner));
            Faults.say(lake.restartBrokerAndKill(runner));
            faults.add(lake.complete(runner + " went on to the end", runner));

            Faults.say(lake.dropped() + " messages dropped, of which a device sent " + lake.sentTwice() + " twice");
            assertThat(lake.dropped()).isGreaterThan(lake.sentTwice());
        }
        faults.assertAllExact();
    }
}
