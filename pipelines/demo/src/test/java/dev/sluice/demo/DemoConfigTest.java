package dev.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.CommandLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoConfigTest {

    private final List<String> mistakes = new ArrayList<>();

    @Test
    void withoutOptionsThreeDevicesSendAnHourEach() {
        DemoConfig config = config();

        assertThat(config).isEqualTo(new DemoConfig(10_800, 3, 3_000, Path.of("demo-lake")));
        assertThat(mistakes).isEmpty();
    }

    @Test
    void optionsAreTaken() {
        DemoConfig config = config("--records=7", "--devices=1", "--rate=0", "--output=/tmp/readings");

        assertThat(config).isEqualTo(new DemoConfig(7, 1, 0, Path.of("/tmp/readings")));
        assertThat(mistakes).isEmpty();
    }

    @Test
    void allMistakesAreReportedTogether() {
        config("--records=0", "--devices=61", "--rate=fast", "--output=s3://bucket/lake");

        assertThat(mistakes)
                .containsExactly(
                        "--records: expected a whole number of 1 or more, found '0'",
                        "--devices: expected a whole number from 1 to 60, found '61'",
                        "--rate: expected a whole number of 0 or more, found 'fast'",
                        "--output: expected a local directory, found 's3://bucket/lake'");
    }

    @Test
    void anUnknownOptionIsNamedWithItsNearest() {
        config("--record=5");

        assertThat(mistakes).containsExactly("there is no option --record; did you mean --records?");
    }

    private DemoConfig config(String... arguments) {
        DemoOptions options = CommandLine.parse(List.of(arguments)).as(DemoOptions.class, mistakes);
        return DemoConfig.from(options, mistakes);
    }
}
