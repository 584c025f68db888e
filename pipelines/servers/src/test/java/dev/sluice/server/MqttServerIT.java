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
final class MqttServerIT {

    @TempDir
    Path directory;

    @Test
    void aSessionThatWasAwayGetsEverythingBeforeItAcknowledgesAnything() throws InterruptedException {
        List<String> payloads =
                IntStream.range(0, 5_000).mapToObj(i -> "reading " + i).toList();
        try (MqttServer broker = MqttServer.start(directory)) {
            PersistentSession.open(broker.uri());
            PersistentSession.publish(broker.uri(), payloads);

            assertThat(PersistentSession.receive(broker.uri(), payloads.size())).containsExactlyElementsOf(payloads);
        }
    }

    @Test
    void leavesTheUncaughtExceptionHandlerOfTheJvmAlone() {
        Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();

        try (MqttServer broker = MqttServer.start(directory)) {
            assertThat(broker.uri()).hasScheme("mqtt").hasHost("127.0.0.1").hasPort(broker.port());
            assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(before);
        }
    }

    @Test
    void aTakenPortIsNamed() {
        try (MqttServer broker = MqttServer.start(directory.resolve("one"))) {
            int port = broker.port();

            assertThatThrownBy(() -> MqttServer.start(directory.resolve("other"), port))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + port);
        }
    }
}
