package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sluice.record.WorkerCheck;
import org.junit.jupiter.api.Test;

/** The tests run with the flags; a worker without them is started by RunnersIT. */
class FlinkWorkerCheckTest {

    @Test
    void aJvmWithTheFlagsPasses() {
        assertThatCode(WorkerCheck::all).doesNotThrowAnyException();
    }
}
