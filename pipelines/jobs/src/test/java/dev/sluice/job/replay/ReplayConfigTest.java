package dev.sluice.job.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.lake.LakeLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReplayConfigTest {

    private static final String LETTER =
            "{\"time\":\"2020-04-16T11:33:24Z\",\"table\":\"%s\",\"stage\":\"decode\",\"reason\":\"%s\",\"message\":\"m\","
                    + "\"source\":\"kafka\",\"partition\":\"p\",\"position\":\"42\",\"arrival\":\"2020-04-16T11:33:23Z\","
                    + "\"attributes\":{},\"payload\":\"e30=\"}\n";

    @TempDir
    Path directory;

    private ReplayedLake lake;
    private Path letters;

    @BeforeEach
    void makeLake() throws Exception {
        lake = new ReplayedLake(directory);
        letters = Files.createDirectories(lake.letters);
    }

    @Test
    void whatIsNotSaidLiesBelowTheOutputApartFromTheLakeJobs() throws Exception {
        ReplayConfig config = lake.config("--table=strict");

        LakeLayout layout = config.lake().layout();
        assertThat(config.selection().directory()).isEqualTo(letters);
        assertThat(layout.deadLetters()).isEqualTo(letters.toString());
        assertThat(layout.checkpoint()).isEqualTo(lake.lake + "/_sluice/replay");
    }

    @Test
    void everyMistakeIsToldTogether() {
        assertThat(mistakes("--tabel=x", "--topic=readings", "--files=x", "--maxDeadLetters=some", "--windowSize=soon"))
                .satisfiesExactlyInAnyOrder(
                        m -> assertThat(m).startsWith("there is no option --tabel"),
                        m -> assertThat(m).startsWith("--topic: a replay reads dead letters, and no stream"),
                        m -> assertThat(m).startsWith("--files: a replay reads dead letters, and no stream"),
                        m -> assertThat(m).startsWith("--table is missing"),
                        m -> assertThat(m).startsWith("--windowSize: "),
                        m -> assertThat(m)
                                .isEqualTo("--maxDeadLetters: expected a number such as 100, or a share of up to 100%"
                                        + " such as 1% or 0.5%, found 'some'"));
    }

    @Test
    void aReasonOrATableThatNoLetterHasIsAMistake() throws Exception {
        Files.writeString(letters.resolve("a.ndjson"), LETTER.formatted("sense_hat", "malformed-json"));

        assertThat(mistakes("--table=strict", "--reason=malformed-csv", "--lettersOf=sensehat"))
                .containsExactly(
                        "--reason: no letter has the reason 'malformed-csv'; there is malformed-json",
                        "--lettersOf: no letter is of the table 'sensehat'; there is sense_hat");
    }

    @Test
    void lettersOfSeveralTablesHaveToBeAskedForByTable() throws Exception {
        Files.writeString(
                letters.resolve("a.ndjson"),
                LETTER.formatted("sense_hat", "malformed-json") + LETTER.formatted("other", "malformed-json"));

        assertThat(mistakes("--table=strict"))
                .containsExactly("--lettersOf is missing: there are letters of the tables other, sense_hat, expected"
                        + " which of them are to be replayed");
        assertThat(lake.plan("--table=strict", "--lettersOf=other").count(LetterSelection.Fate.TAKEN))
                .isEqualTo(1);
    }

    @Test
    void whatABrokerRefusedIsLeft() throws Exception {
        Files.writeString(
                letters.resolve("a.ndjson"),
                LETTER.formatted("topic", "refused-by-kafka") + LETTER.formatted("sense_hat", "invalid-value"));

        LetterPlan plan = lake.plan("--table=strict");

        assertThat(plan.count(LetterSelection.Fate.OF_ANOTHER_JOB)).isEqualTo(1);
        assertThat(plan.parts())
                .containsExactly(new LetterPart(letters.resolve("a.ndjson").toString(), List.of("invalid-value")));
        assertThat(ReplayProgress.left(plan)).contains("1 left: what a broker or a stream refused is no row");
    }

    @Test
    void aDamagedLetterIsNamedBeforeAnythingIsReplayed() throws Exception {
        Path file = Files.writeString(
                letters.resolve("a.ndjson"), LETTER.formatted("sense_hat", "invalid-value") + "{\"time\"\n");

        assertThat(mistakes("--table=strict"))
                .singleElement()
                .asString()
                .startsWith("--deadLetters: " + file + ", line 2: expected a dead letter in JSON");
    }

    @Test
    void twoFilesOfOneNameAreAMistakeAndSoIsADirectoryThatIsNotThere() throws Exception {
        Path below = Files.createDirectories(letters.resolve("below"));
        Files.writeString(letters.resolve("a.ndjson"), LETTER.formatted("sense_hat", "invalid-value"));
        Files.writeString(below.resolve("a.ndjson"), LETTER.formatted("sense_hat", "invalid-value"));

        assertThat(mistakes("--table=strict"))
                .singleElement()
                .asString()
                .contains(letters.resolve("a.ndjson").toString(), below.toString(), "have one name");
        assertThat(mistakes("--table=strict", "--deadLetters=" + directory.resolve("nowhere")))
                .containsExactly("--deadLetters: there is no directory " + directory.resolve("nowhere"));
    }

    @Test
    void aCopyWithALineLessIsRefused() throws Exception {
        lake.write("1,soon,21.5,1", "2,later,21.5,1");
        Path copy = lake.copy(line -> line);
        Path file = ReplayedLake.letterFiles(copy).get(0);
        Files.write(file, Files.readAllLines(file).subList(1, 2));

        assertThat(mistakes("--table=lenient", "--deadLetters=" + copy))
                .containsExactly(
                        "--deadLetters: " + file + " has 1 letters, and was written with 2: a letter is known by"
                                + " its place, so leave every line where it was");
    }

    @Test
    void theListSaysWhatThereIs() throws Exception {
        lake.write("1,soon,21.5,1", "2,16.04.2020 11:00:00,21.5,1", "3,4");
        lake.replay("--table=lenient", "--reason=invalid-value");

        assertThat(new ReplayCommand().run(CommandLine.parse(List.of("--list", "--output=" + lake.lake))))
                .isZero();
        assertThat(lake.plan("--table=lenient").tallies())
                .extracting(
                        LetterPlan.Tally::table, LetterPlan.Tally::reason, LetterPlan.Tally::closed, t -> t.allOpen())
                .containsExactly(
                        tuple("lenient", "invalid-value", 0L, 1L),
                        tuple("strict", "invalid-value", 2L, 0L),
                        tuple("strict", "malformed-csv", 0L, 1L));
    }

    private List<String> mistakes(String... arguments) {
        return catchThrowableOfType(MistakesException.class, () -> lake.plan(arguments))
                .mistakes();
    }
}
