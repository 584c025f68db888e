package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.server.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link ReplayIT} does once, on either runner and at each moment. */
@Tag("long")
class ReplayLongIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @ParameterizedTest
    @CsvSource({"DirectRunner,1,RECORDED,FILE_CLOSED,RENAMED", "FlinkRunner,2,RECORDED,DESCRIBED,DURABLE"})
    void aReplayThatIsKilledAgainAndAgainClosesEachLetterOnce(
            String runner, int time, Moment one, Moment two, Moment three) throws Exception {
        DamagedLake lake = DamagedLake.on(runner, directory);
        ReplayIT.assertStopped(lake.write("--maxDeadLetters=100"), "--maxDeadLetters=100");
        ChildJvm rest = lake.write();
        assertThat(rest.exitValue()).as(rest.output()).isZero();
        assertThat(lake.audit().counts().deadLetters()).isEqualTo(DamagedLake.LETTERS);

        for (Moment moment : List.of(one, two, three)) {
            boolean killed = lake.replayKilledAt(moment, time);
            Faults.say(runner + (killed ? " killed: " : " never came to: ") + moment + ", "
                    + lake.audit().closed() + " letters closed");
        }
        assertThat(lake.audit().closed())
                .as("some were closed before the last kill")
                .isPositive();
        ChildJvm replay = lake.replay();
        assertThat(replay.exitValue()).as(replay.output()).isZero();
        ReplayIT.assertAllClosed(lake);

        List<String> before = lake.files();
        assertThat(lake.replay().output()).contains("replay: 0 dead letters closed");
        assertThat(lake.files()).isEqualTo(before);
    }
}
