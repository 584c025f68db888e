package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void aSecondHoldIsRefusedUntilTheFirstIsOver() throws Exception {
        Path checkpoint = directory.resolve("a/b");

        try (CheckpointDirectory first = CheckpointDirectory.hold(checkpoint)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> CheckpointDirectory.hold(checkpoint))
                    .isInstanceOf(MistakesException.class)
                    .hasMessageStartingWith("another job is running on the checkpoint " + checkpoint);
        }

        try (CheckpointDirectory again = CheckpointDirectory.hold(checkpoint)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void aFileInItsPlaceIsRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "here");

        assertThatThrownBy(() -> CheckpointDirectory.hold(file))
                .isInstanceOf(MistakesException.class)
                .hasMessage(
                        "the checkpoint " + file + " cannot be written: " + file + " is a file, expected a directory");
    }
}
