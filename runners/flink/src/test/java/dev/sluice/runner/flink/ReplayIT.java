package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.lake.LakeAudit;
import dev.sluice.server.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters that are too many stop a job; those that come back are closed once, whenever the replay is killed. */
class ReplayIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void lettersOfALakeThatWasStoppedByThemAreClosedOnceThoughTheReplayIsKilledHalfWay() throws Exception {
        DamagedLake lake = DamagedLake.on("DirectRunner", directory);

        assertStopped(lake.write("--maxDeadLetters=1%"), "--maxDeadLetters=1%");
        ChildJvm rest = lake.write();
        assertThat(rest.exitValue()).as(rest.output()).isZero();
        assertThat(lake.audit().counts().deadLetters()).isEqualTo(DamagedLake.LETTERS);
        assertThat(lake.audit().rows()).isEqualTo(DamagedLake.RECORDS - DamagedLake.LETTERS);

        assertThat(lake.replayKilledAt(Moment.RECORDED, 1)).isTrue();
        assertThat(lake.audit().closed()).isPositive();
        ChildJvm replay = lake.replay();
        assertThat(replay.exitValue()).as(replay.output()).isZero();
        assertAllClosed(lake);

        List<String> before = lake.files();
        assertThat(lake.replay().output()).contains("replay: 0 dead letters closed");
        assertThat(lake.files()).isEqualTo(before);
    }

    @Test
    void onFlinkLettersThatAreTooManyStopAJobForGood() throws Exception {
        DamagedLake lake = DamagedLake.on("FlinkRunner", directory);

        assertStopped(lake.write("--maxDeadLetters=100"), "--maxDeadLetters=100");

        assertThat(lake.audit().counts().deadLetters()).isGreaterThan(100);
        assertThat(lake.audit().findings()).isEmpty();
    }

    static void assertStopped(ChildJvm job, String limit) {
        assertThat(job.exitValue()).as(job.output()).isEqualTo(1);
        assertThat(job.output())
                .containsPattern(
                        "sluice lake failed: [\\d,]+ of [\\d,]+ records are dead letters since this start: more"
                                + " than " + limit)
                .containsPattern("[\\d,]+ of them are invalid-value; the first is invalid-value: timestamp: ")
                .contains("Nothing is lost", "_dead_letters")
                .doesNotContain("\tat ");
    }

    static void assertAllClosed(DamagedLake lake) throws Exception {
        LakeAudit.Report audit = lake.audit();
        assertThat(audit.findings()).isEmpty();
        assertThat(audit.counts().read()).isEqualTo(DamagedLake.RECORDS);
        assertThat(audit.replayed().read()).isEqualTo(DamagedLake.LETTERS);
        assertThat(audit.replayed().gaveRows()).isEqualTo(DamagedLake.LETTERS);
        assertThat(LakeCheck.lake(lake.path())).isEqualTo(lake.source());
    }
}
