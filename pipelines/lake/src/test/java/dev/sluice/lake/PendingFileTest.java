package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PendingFileTest {

    private static final Instant LAST = Instant.parse("2020-04-16T11:33:23Z");

    @TempDir
    Path lake;

    @Test
    void waitsBesideItsPlaceUnderANameThatNoEngineLooksFor() throws IOException {
        PendingFile file = PendingFile.in(lake, "job", "year=2020/hour=11", ".parquet");

        assertThat(lake.relativize(file.pending()).toString()).matches("_sluice/pending/job/[0-9a-f-]{36}\\.pending");
        assertThat(file.path()).matches("year=2020/hour=11/part-[0-9a-f-]{36}\\.parquet");
        assertThat(PendingFile.in(lake, "job", "year=2020/hour=11", ".parquet")).isNotEqualTo(file);
    }

    @Test
    void theSweepRemovesWhatIsOldAndNothingElse() throws IOException {
        Path old = pending("job", "old.pending", LAST.minusMillis(1));
        Path young = pending("job", "young.pending", LAST);
        Path other = pending("job", "notes.txt", LAST.minusSeconds(1));

        assertThat(PendingFile.sweep(lake, "job", LAST)).isEqualTo(1);

        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(other).exists();
        assertThat(PendingFile.sweep(lake.resolve("nothing"), "job", LAST)).isZero();
    }

    @Test
    void recoveryCountsAgeBackFromTheLastPublication() throws IOException {
        LakeLayout layout = new LakeLayout(
                lake.toString(),
                lake.resolve("_dead_letters").toString(),
                lake.resolve("_sluice/checkpoint").toString(),
                Partitioning.ingest());
        String name = PublicationLog.of(layout).name();
        Path orphan = pending(name, "orphan.pending", LAST.minusSeconds(86_401));
        Path inACheckpoint = pending(name, "waits.pending", LAST.minusSeconds(60));
        Path ofAnotherJob = pending("other", "orphan.pending", LAST.minusSeconds(86_401));

        LakeRecovery.of(layout, "a topic", true).recover();
        assertThat(orphan).as("nothing was published yet").exists();
        Path log = LogPointer.logs(lake).resolve(name).resolve("2020-04-16-x.log");
        Files.createDirectories(log.getParent());
        Files.writeString(log, "");
        Files.setLastModifiedTime(log, FileTime.from(LAST));
        LakeRecovery.of(layout, "a topic", true).recover();

        assertThat(orphan).doesNotExist();
        assertThat(ofAnotherJob).exists();
        assertThat(inACheckpoint)
                .as("years old, but the job stopped then and goes on with it now")
                .exists();
    }

    private Path pending(String job, String name, Instant modified) throws IOException {
        Path file = lake.resolve("_sluice/pending").resolve(job).resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        return Files.setLastModifiedTime(file, FileTime.from(modified));
    }
}
