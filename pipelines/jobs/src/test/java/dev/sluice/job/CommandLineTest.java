package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.lake.LakeOptions;
import java.beans.Introspector;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.options.ExperimentalOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

final class CommandLineTest {

    private final List<String> mistakes = new ArrayList<>();

    private LakeOptions parse(String... arguments) {
        return CommandLine.parse(List.of(arguments)).as(LakeOptions.class, mistakes);
    }

    @Test
    void optionsAreReadAndTheRestKeepsItsDefaults() {
        LakeOptions options = parse("--table=sense_hat", "--files=a=b,c", "--jobName=mine");

        assertThat(mistakes).isEmpty();
        assertThat(options.getTable()).isEqualTo("sense_hat");
        assertThat(options.getFiles()).isEqualTo("a=b,c");
        assertThat(options.getWindowSize()).isEqualTo("PT100S");
        assertThat(options.getJobName()).isEqualTo("mine");
    }

    @Test
    void anUnknownOptionIsToldWithTheNearestName() {
        parse("--tabel=x");

        assertThat(mistakes).containsExactly("there is no option --tabel; did you mean --table?");
    }

    @Test
    void optionsThatALibraryBringsAreKnownWhereOneIsNamed() {
        LakeOptions options = parse("--table=sense_hat", "--experiments=one,two", "--experimentz=x");

        assertThat(options.as(ExperimentalOptions.class).getExperiments()).containsExactly("one", "two");
        assertThat(mistakes).containsExactly("there is no option --experimentz; did you mean --experiments?");
    }

    @Test
    void anOptionLikeNoOtherIsToldWhereToLook() {
        parse("--quux=x");

        assertThat(mistakes).containsExactly("there is no option --quux; --help lists all");
    }

    @Test
    void allMistakesAreToldTogetherAndTheOtherOptionsCount() {
        LakeOptions options = parse(
                "--outptu=x",
                "word",
                "--output=there",
                "--source",
                "--topic=",
                "--table=a",
                "--table=b",
                "--optionsId=many",
                "-x");

        assertThat(mistakes)
                .containsExactly(
                        "there is no option --outptu; did you mean --output?",
                        "--source: expected a value, as in --source=…, found none",
                        "--topic: expected a value, as in --topic=…, found none",
                        "--table is given more than once",
                        "--optionsId: expected a whole number, found 'many'",
                        "expected --option=value, found 'word'",
                        "expected --option=value, found '-x'");
        assertThat(options.getOutput()).isEqualTo("there");
    }

    @Test
    void anOptionOfTypeBooleanNeedsNoValue() {
        CommandLine.parse(List.of("--blockOnRun")).as(org.apache.beam.runners.direct.DirectOptions.class, mistakes);

        assertThat(mistakes).isEmpty();
    }

    @Test
    void helpIsAskedForInTwoWays() {
        assertThat(CommandLine.parse(List.of("--help")).asksForHelp()).isTrue();
        assertThat(CommandLine.parse(List.of("--table=x", "-h")).asksForHelp()).isTrue();
        assertThat(CommandLine.parse(List.of("--table=help")).asksForHelp()).isFalse();
    }

    @Test
    void helpNamesEveryOptionOfTheJobWithItsDefault() throws Exception {
        ByteArrayOutputStream screen = new ByteArrayOutputStream();
        PipelineOptionsFactory.register(LakeOptions.class);

        CommandLine.printHelp(
                "./sluice lake", LakeOptions.class, new PrintStream(screen, true, StandardCharsets.UTF_8));

        Set<String> getters = OptionDefaults.of(LakeOptions.class).keySet();
        String help = screen.toString(StandardCharsets.UTF_8);
        assertThat(getters)
                .isNotEmpty()
                .allSatisfy(getter -> assertThat(help)
                        .containsPattern("\\n  --"
                                + Introspector.decapitalize(getter.replaceFirst("^(get|is)", ""))
                                + "\\b[^\\n]*\\n      \\S"));
        assertThat(help)
                .startsWith("usage: ./sluice lake\n")
                .contains("  --windowSize   (default PT100S)\n", "  --catalog   (default ./tables)\n", "  --runner   ");
    }
}
