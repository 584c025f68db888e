package dev.sluice.job.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class GenerateConfigTest {

    private static GenerateConfig config(String... arguments) throws MistakesException {
        List<String> mistakes = new ArrayList<>();
        CommandLine commandLine = CommandLine.parse(List.of(arguments));
        return GenerateConfig.from(commandLine.as(GenerateOptions.class, mistakes), commandLine, mistakes);
    }

    @Test
    void theStreamIsTheOneTheOptionsName() throws Exception {
        GenerateConfig config =
                config("--to=mqtt", "--broker=mqtt://h:1", "--topic=data/${client_id}", "--device=garden", "--qos=0");

        assertThat(Objects.requireNonNull(config.to()).table().stream().settings())
                .containsEntry("topic", "data/garden")
                .containsEntry("broker", "mqtt://h:1")
                .containsEntry("qos", "0");
    }

    @Test
    void sensorsAtARateReadNowAndAtThatRate() throws Exception {
        GenerateConfig config =
                config("--to=file", "--output=f", "--messages=sensors", "--rate=50", "--records=100000");

        assertThat(config.interval()).isEqualTo(Duration.ofMillis(20));
        assertThat(config.start()).isAfter(Instant.now().minusSeconds(60));
    }

    @Test
    void withoutARateTheLastReadingIsOfNow() throws Exception {
        assertThat(config("--to=file", "--output=f", "--records=3600").start())
                .isBetween(Instant.now().minusSeconds(3_660), Instant.now().minusSeconds(3_599));
    }

    @Test
    void allMistakesAreReportedTogether() {
        MistakesException refused = catchThrowableOfType(
                MistakesException.class,
                () -> config("--to=kafka", "--messages=boards", "--rate=-1", "--readings=/no/such", "--start=noon"));

        assertThat(refused.getMessage())
                .contains("--messages: expected device or sensors, found 'boards'")
                .contains("--rate: ")
                .contains("--readings: /no/such is no file")
                .contains("--start: expected an instant")
                .contains("--bootstrapServers is missing")
                .contains("--topic is missing");
    }

    @Test
    void whereMessagesCannotGoIsRefusedByItsName() {
        assertThat(catchThrowableOfType(MistakesException.class, () -> config("--to=generator")))
                .hasMessageContaining("--to: expected kafka, kinesis, mqtt or file, found 'generator'");
    }
}
