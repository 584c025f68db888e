package dev.sluice.job.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.sql.plan.PlannedQuery;
import dev.sluice.sql.script.Script;
import dev.sluice.sql.session.Outcome;
import dev.sluice.sql.session.Session;
import dev.sluice.sql.stream.RowText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LiveTableTest {

    /** Of an xterm: up so many lines, and clear from there. */
    private static final String PAINTED_OVER = "\u001b\\[(\\d+)A\r?\u001b\\[J";

    @TempDir
    Path directory;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

    private PlannedQuery query(String select) throws Exception {
        Session session = Session.in(directory);
        Outcome last = null;
        for (var statement : Script.parse("""
                CREATE TABLE t (sensor INT, place STRING, ts TIMESTAMP(3), WATERMARK FOR ts AS ts)
                WITH ('connector' = 'filesystem', 'path' = 't.ndjson', 'format' = 'json');
                """ + select)) {
            last = session.execute(statement);
        }
        return ((Outcome.Rows) Objects.requireNonNull(last)).query();
    }

    private Terminal terminal(int lines) throws Exception {
        Terminal terminal = new DumbTerminal("test", "xterm", new ByteArrayInputStream(new byte[0]), shown, UTF_8);
        terminal.setSize(new Size(60, lines));
        return terminal;
    }

    @Test
    void theRowOfAWindowTakesThePlaceOfTheOneBefore() throws Exception {
        PlannedQuery query = query("SELECT TUMBLE_END(ts, INTERVAL '1' MINUTE) AS w, place, COUNT(*) AS n FROM t"
                + " GROUP BY place, TUMBLE(ts, INTERVAL '1' MINUTE)");
        try (Terminal terminal = terminal(24)) {
            LiveTable table =
                    new LiveTable(Console.of(terminal), RowText.of(query), Objects.requireNonNull(query.latestKey()));

            table.show(Arrays.asList("2020-04-16 11:01:00.000", "bed", "3"));
            table.show(Arrays.asList("2020-04-16 11:01:00.000", null, "1"));
            await().until(() -> shown.toString(UTF_8).contains("NULL"));
            table.show(Arrays.asList("2020-04-16 11:03:00.000", "bed", "5"));
            table.show(Arrays.asList("2020-04-16 11:02:00.000", "bed", "4"));
            table.end();
        }

        String[] pictures = shown.toString(UTF_8).split(PAINTED_OVER);
        assertThat(pictures).hasSizeGreaterThan(1);
        assertThat(pictures[pictures.length - 1].lines().toList())
                .containsExactly(
                        "w                        place  n",
                        "-----------------------  -----  -",
                        "2020-04-16 11:03:00.000  bed    5",
                        "2020-04-16 11:01:00.000  NULL   1",
                        "(4 rows; the newest of each key)");
    }

    @Test
    void ofMoreKeysThanLinesTheLastAreSeen() throws Exception {
        PlannedQuery query = query("SELECT sensor, COUNT(*) AS n, window_end FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts),"
                + " INTERVAL '1' MINUTE)) GROUP BY window_start, window_end, sensor");
        try (Terminal terminal = terminal(6)) {
            LiveTable table =
                    new LiveTable(Console.of(terminal), RowText.of(query), Objects.requireNonNull(query.latestKey()));
            for (int sensor = 0; sensor < 10; sensor++) {
                table.show(List.of(String.valueOf(sensor), "1", "2020-04-16 11:01:00.000"));
            }
            table.end();
        }

        assertThat(shown.toString(UTF_8)).endsWith("2 of 10 keys)\n").contains("     9  1  2020-04-16 11:01:00.000");
    }

    @Test
    void whichColumnsTellAKeyIsOfTheQuery() throws Exception {
        assertThat(query("SELECT place, MAX(sensor) AS m, TUMBLE_START(ts, INTERVAL '1' MINUTE) AS w, sensor FROM t"
                                + " GROUP BY sensor, place, TUMBLE(ts, INTERVAL '1' MINUTE)")
                        .latestKey())
                .satisfies(key -> {
                    assertThat(key.columns()).containsExactly(0, 3);
                    assertThat(key.window()).isEqualTo(2);
                });
        assertThat(query("SELECT COUNT(*) AS n FROM t GROUP BY place, TUMBLE(ts, INTERVAL '1' MINUTE)")
                        .latestKey())
                .as("a key that is not selected")
                .isNull();
        assertThat(query("SELECT COUNT(*) AS n FROM t GROUP BY TUMBLE(ts, INTERVAL '1' MINUTE)")
                        .latestKey())
                .as("windows alone, each of which is to be seen")
                .isNull();
        assertThat(query("SELECT place FROM t").latestKey()).as("no windows").isNull();
    }
}
