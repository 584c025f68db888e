package dev.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class MosquittoServerIT {

    private static final List<String> PAYLOADS =
            IntStream.range(0, 5_000).mapToObj(i -> "reading " + i).toList();

    @TempDir
    Path directory;

    @Test
    void aSessionThatWasAwayGetsEverythingBeforeItAcknowledgesAnything() throws InterruptedException {
        try (MosquittoServer broker = MosquittoServer.start(directory)) {
            PersistentSession.open(broker.uri());
            PersistentSession.publish(broker.uri(), PAYLOADS);

            assertThat(PersistentSession.receive(broker.uri(), PAYLOADS.size())).containsExactlyElementsOf(PAYLOADS);
        }
    }

    @Test
    void aSessionOutlivesAnOrderlyStop() throws InterruptedException {
        MosquittoServer first = MosquittoServer.start(directory);
        PersistentSession.open(first.uri());
        PersistentSession.publish(first.uri(), PAYLOADS);
        first.stop();

        try (MosquittoServer second = MosquittoServer.start(directory, first.port())) {
            assertThat(second.uri()).isEqualTo(first.uri());
            assertThat(PersistentSession.receive(second.uri(), PAYLOADS.size())).containsExactlyElementsOf(PAYLOADS);
        }
    }

    @Test
    void aTakenPortIsNamed() {
        try (MosquittoServer broker = MosquittoServer.start(directory.resolve("one"))) {
            int port = broker.port();

            assertThatThrownBy(() -> MosquittoServer.start(directory.resolve("other"), port))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + port)
                    .hasMessageContaining("Address already in use");
        }
    }
}
