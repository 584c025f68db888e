package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.WorkerCheck;
import java.nio.file.Path;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** These tests run with the flags; RunnersIT starts a worker without. */
class FlinkWorkerCheckTest {

    @TempDir
    Path directory;

    @Test
    void aWorkerWithTheFlagsThatSeesTheCheckpointPasses() {
        FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
        options.setStateBackendStoragePath(directory.toUri().toString());

        assertThatCode(() -> WorkerCheck.all(options)).doesNotThrowAnyException();
    }

    @Test
    void aCheckpointThatIsNotSharedIsNamedOnce() {
        FlinkPipelineOptions options = PipelineOptionsFactory.as(FlinkPipelineOptions.class);
        options.setStateBackendStoragePath(
                directory.resolve("elsewhere").toUri().toString());

        assertThatThrownBy(() -> WorkerCheck.all(options))
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessageContaining("elsewhere")
                .hasMessageContaining("share");
    }
}
