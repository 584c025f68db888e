package dev.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KinesisServerTest {

    @TempDir
    Path home;

    @Test
    void theInstallationIsFoundFromAFolderBelowTheProject() throws IOException {
        Path installation = home.resolve("pipelines/servers/kinesis-mock");
        Files.createDirectories(installation.resolve("node_modules/kinesis-local"));
        Files.createFile(installation.resolve("node_modules/kinesis-local/main.js"));

        assertThat(KinesisServer.installation(home)).isEqualTo(installation);
        assertThat(KinesisServer.installation(home.resolve("runners/direct"))).isEqualTo(installation);
    }

    @Test
    void aMissingInstallationSaysWhereItWasExpectedAndWhatToRun() throws IOException {
        Files.createDirectories(home.resolve("pipelines/servers/kinesis-mock"));

        assertThatThrownBy(() -> KinesisServer.installation(home))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(home.toString())
                .hasMessageContaining("run ./sluice test");
    }
}
