package dev.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three readings, and the windows of one minute that they are in, worked out by hand. */
final class WindowedAnswerTest {

    private static final List<String> READINGS = List.of(
            reading("20.1", "OK", "00:01:00.000000"),
            reading("20.4", "OK", "00:01:09.999999"),
            reading("99.9", "ERROR", "00:00:59.999999"));

    @TempDir
    private Path directory;

    private WindowedAnswer answer;
    private final List<String> rows = new ArrayList<>();

    @BeforeEach
    void compute() throws IOException, SQLException {
        answer = answer(Duration.ofMinutes(1));
        for (String start : List.of("00:00:00", "00:00:10", "00:00:20", "00:00:30", "00:00:40", "00:00:50")) {
            rows.add(row("ERROR", start, 1, "99.9"));
        }
        for (String start : List.of("00:00:10", "00:00:20", "00:00:30", "00:00:40", "00:00:50", "00:01:00")) {
            rows.add(row("OK", start, 2, "20.25"));
        }
    }

    @Test
    void theWorkedOutRowsAreTheAnswer() throws Exception {
        assertThat(answer.rows()).isEqualTo(12);
        assertThat(differences()).isEmpty();
    }

    @Test
    void aLongerWindowHasARowForEachOfItsSlides() throws Exception {
        assertThat(answer(Duration.ofMinutes(6)).rows()).isEqualTo(2 * 36);
    }

    @Test
    void anAverageMayBeOffByABillionthOfADegree() throws Exception {
        rows.set(6, row("OK", "00:00:10", 2, "20.2500000009"));
        rows.set(7, row("OK", "00:00:20", 2, "20.2500000011"));

        assertThat(differences()).containsExactly("windows with another average: 1");
    }

    @Test
    void aWindowThatIsMissingIsNoticed() throws Exception {
        rows.remove(3);

        assertThat(differences()).containsExactly("windows missing: 1");
    }

    @Test
    void aWindowThatIsThereTwiceIsNoticed() throws Exception {
        rows.add(rows.get(3));

        assertThat(differences()).containsExactly("windows there more than once: 1");
    }

    @Test
    void aWindowThatNoReadingIsInIsNoticed() throws Exception {
        rows.add(row("OK", "00:00:00", 2, "20.25"));

        assertThat(differences()).containsExactly("windows that should not be: 1");
    }

    @Test
    void anotherCountAndAnotherEndAreNoticed() throws Exception {
        rows.set(0, row("ERROR", "00:00:00", 2, "99.9"));
        rows.set(6, rows.get(6).replace("T00:01:10", "T00:01:20"));

        assertThat(differences()).containsExactly("windows with another end: 1", "windows with another count: 1");
    }

    @Test
    void nullsAreNoValues() throws Exception {
        rows.set(0, row("ERROR", "00:00:00", 1, "null"));
        rows.set(1, rows.get(1).replace("\"n\":1", "\"n\":null"));

        assertThat(differences()).containsExactly("windows with another count: 1", "windows with another average: 1");
    }

    @Test
    void nothingAtAllIsNotAnAnswer() throws Exception {
        rows.clear();

        assertThat(differences()).containsExactly("windows missing: 12");
    }

    @Test
    void aRowThatIsNoJsonIsNotPassedOver() {
        rows.add("no JSON");

        assertThatThrownBy(this::differences).isInstanceOf(SQLException.class);
    }

    private WindowedAnswer answer(Duration size) throws IOException, SQLException {
        Path sent = Files.write(directory.resolve("sent.ndjson"), READINGS);
        return WindowedAnswer.of(sent, size, directory.resolve(size + ".parquet"));
    }

    private List<String> differences() throws IOException, SQLException {
        return answer.differences(Files.write(directory.resolve("rows.ndjson"), rows));
    }

    private static String reading(String celsius, String status, String time) {
        return "{\"sensor_id\":1,\"current_temperature\":" + celsius + ",\"status\":\"" + status
                + "\",\"event_time\":\"2021-03-04T" + time + "\"}";
    }

    private static String row(String status, String start, int count, String average) {
        String end = start.startsWith("00:00") ? start.replaceFirst("00:00", "00:01") : "00:02:00";
        return "{\"status\":\"" + status + "\",\"window_start\":\"2021-03-04T" + start
                + "\",\"window_end\":\"2021-03-04T" + end + "\",\"n\":" + count + ",\"average\":" + average + "}";
    }
}
