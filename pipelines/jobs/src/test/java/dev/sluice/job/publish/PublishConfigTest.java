package dev.sluice.job.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class PublishConfigTest {

    private static PublishConfig config(String... arguments) throws MistakesException {
        List<String> mistakes = new ArrayList<>();
        return PublishConfig.from(CommandLine.parse(List.of(arguments)).as(PublishOptions.class, mistakes), mistakes);
    }

    @Test
    void aDeviceHasOneNameOneSessionAndOneSpool() throws Exception {
        PublishConfig config =
                config("--broker=mqtts://localhost:8883", "--clientId=garden", "--device=emulated:day-cycle");

        assertThat(config.source().table().name()).isEqualTo("sense_hat");
        assertThat(config.source().table().stream().settings())
                .containsOnly(Map.entry("clientId", "garden"), Map.entry("device", "emulated:day-cycle"));
        assertThat(config.broker().stream().settings())
                .containsEntry("session", "garden")
                .containsEntry("topic", "streaming-data")
                .containsEntry("qos", "1")
                .containsEntry("keepAlive", "6");
        assertThat(config.spool().endsWith(Path.of("_sluice", "publish-garden", "messages")))
                .isTrue();
        assertThat(config.spoolLimit()).isEqualTo(64L << 20);
    }

    @Test
    void allMistakesAreToldTogether() {
        MistakesException thrown = Assertions.catchThrowableOfType(
                MistakesException.class,
                () -> config("--device=usb:1", "--interval=0", "--qos=3", "--spoolLimit=1KiB", "--timeout=soon"));

        assertThat(thrown.mistakes())
                .satisfiesExactlyInAnyOrder(
                        m -> assertThat(m).startsWith("--device: expected a device"),
                        m -> assertThat(m).startsWith("--interval: expected a duration"),
                        m -> assertThat(m).startsWith("--broker is missing"),
                        m -> assertThat(m).startsWith("qos: expected 0, 1 or 2"),
                        m -> assertThat(m).startsWith("--spoolLimit: expected a size"),
                        m -> assertThat(m).startsWith("--timeout: expected a duration"));
    }
}
