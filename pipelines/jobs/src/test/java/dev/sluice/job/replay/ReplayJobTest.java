package dev.sluice.job.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.replay.LetterSelection.Fate;
import dev.sluice.lake.Publication.Counts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters that come back, on DirectRunner. */
final class ReplayJobTest {

    @TempDir
    Path directory;

    private ReplayedLake lake;

    /** Two good lines; a time and a note that another table can read; two lines that no table can. */
    @BeforeEach
    void write() throws Exception {
        lake = new ReplayedLake(directory);
        lake.write(
                "1,2020-04-16 11:00:00,21.5,1",
                "2,16.04.2020 11:00:10,21.5,1",
                "3,2020-04-16 12:00:20,21,5,1",
                "4,2020-04-16 12:00:30,21.5 C,1",
                "5,2020-04-16 12:00:40,21.5,l",
                "6,2020-04-16 12:00:50,21.5,1");
    }

    @Test
    void anotherTableClosesWhatItCanReadAndTheRestIsLettersAgainOfTheirFirstOrigin() throws Exception {
        assertThat(lake.audit().counts()).isEqualTo(new Counts(6, 2, 0, 4, 0, 2));

        lake.replay("--table=lenient");

        assertThat(lake.rows("id, hour, note")).containsExactly("1|11|1.0", "2|11|1", "5|12|l", "6|12|1.0");
        assertThat(lake.audit().findings()).isEmpty();
        assertThat(lake.audit().replayed()).isEqualTo(new Counts(4, 2, 0, 2, 0, 2));
        assertThat(lake.letterLines())
                .hasSize(6)
                .filteredOn(line -> line.contains("\"table\":\"lenient\""))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("\"source\":\"file\",\"partition\":\"" + directory))
                .anySatisfy(line -> assertThat(line).contains("malformed-csv", "\"position\":\"2\""))
                .anySatisfy(line -> assertThat(line).contains("invalid-value", "\"position\":\"3\""));
    }

    @Test
    void aSecondReplayChangesNothing() throws Exception {
        lake.replay("--table=lenient");
        List<String> before = lake.files();

        LetterPlan again = lake.plan("--table=lenient");

        assertThat(again.parts()).isEmpty();
        assertThat(again.count(Fate.SAME_TABLE)).isEqualTo(2);
        assertThat(lake.files()).isEqualTo(before);
    }

    @Test
    void lettersOfTheVeryTableTheyFailedWithStayOpen() throws Exception {
        LetterPlan plan = lake.plan("--table=strict");

        assertThat(plan.parts()).isEmpty();
        assertThat(plan.count(Fate.SAME_TABLE)).isEqualTo(4);
    }

    @Test
    void aReasonSelectsAndWhatWasNotAskedForStaysOpen() throws Exception {
        LetterPlan plan = lake.replay("--table=lenient", "--reason=invalid-value");

        assertThat(plan.count(Fate.TAKEN)).isEqualTo(3);
        assertThat(plan.count(Fate.NOT_ASKED)).isEqualTo(1);
        assertThat(lake.audit().findings()).isEmpty();
        assertThat(lake.audit().closed()).isEqualTo(3);
        assertThat(lake.plan("--table=lenient").count(Fate.TAKEN)).isEqualTo(1);
    }

    @Test
    void aMendedCopyClosesTheLettersItIsACopyOf() throws Exception {
        // 21,5 becomes 21.5, and the unit goes; which is the same table, for other payloads.
        Path copy = lake.copy(line -> mended(line, "21,5", "21.5", "21.5 C", "21.5"));

        LetterPlan plan = lake.replay("--table=strict", "--deadLetters=" + copy);

        assertThat(plan.count(Fate.TAKEN)).isEqualTo(2);
        assertThat(plan.count(Fate.SAME_TABLE)).isEqualTo(2);
        assertThat(lake.rows("id, celsius")).containsExactly("1|21.5", "3|21.5", "4|21.5", "6|21.5");
        assertThat(lake.audit().findings()).isEmpty();
        assertThat(lake.audit().closed()).isEqualTo(2);
        assertThat(lake.plan("--table=strict", "--deadLetters=" + copy).parts()).isEmpty();

        lake.replay("--table=lenient");
        assertThat(lake.rows("id")).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(lake.audit().replayed()).isEqualTo(new Counts(4, 4, 0, 0, 0, 4));
    }

    @Test
    void whatFailsAgainFromACopyGoesWhereTheLakesLettersGo() throws Exception {
        Path copy = lake.copy(line -> line);

        lake.replay("--table=lenient", "--deadLetters=" + copy);

        assertThat(lake.letterLines()).hasSize(6);
        assertThat(ReplayedLake.letterFiles(copy)).hasSize(1);
        assertThat(lake.audit().findings()).isEmpty();
    }

    @Test
    void lettersThatComeLaterAreReplayedInTheirTurn() throws Exception {
        lake.replay("--table=lenient");
        lake.write("7,17.04.2020 11:00:10,21.5,1");

        LetterPlan plan = lake.replay("--table=lenient");

        assertThat(plan.count(Fate.TAKEN)).isEqualTo(1);
        assertThat(lake.rows("id")).containsExactly("1", "2", "5", "6", "7");
        assertThat(lake.audit().findings()).isEmpty();
    }

    private static String mended(String line, String... replacements) {
        String field = "\"payload\":\"";
        int start = line.indexOf(field) + field.length();
        int end = line.indexOf('"', start);
        String payload = new String(Base64.getDecoder().decode(line.substring(start, end)), StandardCharsets.UTF_8);
        for (int i = 0; i < replacements.length; i += 2) {
            payload = payload.replace(replacements[i], replacements[i + 1]);
        }
        return line.substring(0, start)
                + Base64.getEncoder().encodeToString(payload.getBytes(StandardCharsets.UTF_8))
                + line.substring(end);
    }
}
