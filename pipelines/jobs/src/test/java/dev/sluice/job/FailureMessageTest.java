package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import org.apache.beam.sdk.Pipeline.PipelineExecutionException;
import org.apache.beam.sdk.util.UserCodeException;
import org.junit.jupiter.api.Test;

final class FailureMessageTest {

    private final IOException failure =
            new IOException("reading a.gz behind record 7: unexpected end", new EOFException("unexpected end"));

    @Test
    void theOutermostSentenceThatIsNoWrapperIsShown() {
        assertThat(FailureMessage.of(failure)).isEqualTo("reading a.gz behind record 7: unexpected end");
        assertThat(FailureMessage.of(new RuntimeException(failure))).isEqualTo(failure.getMessage());
        assertThat(FailureMessage.of(new RuntimeException("Pipeline execution failed", failure)))
                .isEqualTo(failure.getMessage());
        assertThat(FailureMessage.of(new UncheckedIOException(failure))).isEqualTo(failure.getMessage());
        assertThat(FailureMessage.of(new ExecutionException("it failed", failure)))
                .isEqualTo(failure.getMessage());
        assertThat(FailureMessage.of(new PipelineExecutionException(UserCodeException.wrap(failure))))
                .isEqualTo(failure.getMessage());
    }

    @Test
    void aWrapperAroundNothingSpeaksForItself() {
        assertThat(FailureMessage.of(new PipelineExecutionException(new IllegalStateException())))
                .contains("IllegalStateException");
        assertThat(FailureMessage.of(new NullPointerException())).isEqualTo("java.lang.NullPointerException");
    }

    @Test
    void aFileThatIsNotThereIsSaidToBeSo() {
        assertThat(FailureMessage.of(new NoSuchFileException("/a/b"))).isEqualTo("/a/b does not exist");
    }
}
