package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlinkCheckpointsTest {

    @TempDir
    Path directory;

    @Test
    void aSavepointIsNotGoneBackToWhereTheJobHasComeFurtherSince() throws Exception {
        Path savepoint = complete("savepoints/savepoint-1", 1);
        Path checkpoint = complete("checkpoint/flink/job/chk-7", 2);

        assertThat(FlinkCheckpoints.in(directory.resolve("checkpoint"))
                        .newestAfter(savepoint.toUri().toString()))
                .contains(checkpoint);
        assertThat(FlinkCheckpoints.in(directory.resolve("checkpoint"))
                        .newestAfter(savepoint.resolve("_metadata").toString()))
                .contains(checkpoint);
    }

    @Test
    void aSavepointIsGoneOnFromWhereItIsTheNewest() throws Exception {
        complete("checkpoint/flink/job/chk-7", 1);
        Path savepoint = complete("savepoints/savepoint-1", 2);

        assertThat(FlinkCheckpoints.in(directory.resolve("checkpoint"))
                        .newestAfter(savepoint.toUri().toString()))
                .isEmpty();
    }

    @Test
    void aSavepointThatThisMachineDoesNotSeeIsGoneOnFrom() throws Exception {
        complete("checkpoint/flink/job/chk-7", 1);

        assertThat(FlinkCheckpoints.in(directory.resolve("checkpoint")).newestAfter("s3://bucket/savepoint-1"))
                .isEmpty();
    }

    private Path complete(String name, long second) throws IOException {
        Path made = Files.createDirectories(directory.resolve(name));
        Files.setLastModifiedTime(
                Files.writeString(made.resolve("_metadata"), ""), FileTime.fromMillis(second * 1_000));
        return made;
    }
}
