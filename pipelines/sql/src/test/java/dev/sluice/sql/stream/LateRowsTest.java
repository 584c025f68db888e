package dev.sluice.sql.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.testing.TestPipelineExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows that come too late, on a clock of the test's own. */
@ExtendWith(TestPipelineExtension.class)
final class LateRowsTest {

    private static final String READINGS = """
            CREATE TABLE readings (
                sensor INT, note AS 'n' || CAST(sensor AS STRING), event_time TIMESTAMP(3),
                WATERMARK FOR event_time AS event_time - INTERVAL '5' SECOND
            ) WITH ('connector' = 'kafka', 'topic' = 'readings', 'properties.bootstrap.servers' = 'localhost:9092',
                'format' = 'json'%s);
            """;
    private static final String INTO = ", 'late-rows' = 'late'";
    private static final String ALLOWED = ", 'allowed-lateness' = '10 s'";
    private static final String LATE = """
            CREATE TABLE late (event_time TIMESTAMP(3), sensor BIGINT) WITH ('connector' = 'print');
            """;

    private static final String TUMBLE = """
            SELECT TUMBLE_END(event_time, INTERVAL '10' SECOND), COUNT(*), SUM(sensor)
            FROM readings GROUP BY TUMBLE(event_time, INTERVAL '10' SECOND)
            """;
    private static final String HOP = """
            SELECT HOP_END(event_time, INTERVAL '10' SECOND, INTERVAL '20' SECOND), COUNT(*), SUM(sensor)
            FROM readings GROUP BY HOP(event_time, INTERVAL '10' SECOND, INTERVAL '20' SECOND)
            """;
    private static final String SESSION = """
            SELECT SESSION_START(event_time, INTERVAL '10' SECOND), SESSION_END(event_time, INTERVAL '10' SECOND), COUNT(*)
            FROM readings GROUP BY SESSION(event_time, INTERVAL '10' SECOND)
            """;

    private static String reading(int sensor, String time) {
        return "{\"sensor\": %d, \"event_time\": \"2020-04-16 %s\"}".formatted(sensor, time);
    }

    private static String time(String text) {
        return Long.toString(Instant.parse("2020-04-16T" + text + "Z").toEpochMilli() * 1_000);
    }

    private static String row(String end, int count, int sum) {
        return "[" + time(end) + ", " + count + ", " + sum + "]";
    }

    /** Gives how many rows were late. */
    private static long rows(
            TestPipeline pipeline,
            String options,
            String query,
            List<String> lines,
            List<String> rows,
            List<String> late)
            throws Exception {
        Queries queries = Queries.of(READINGS.formatted(options) + LATE + query);
        Queries.Results results = queries.results(pipeline, new Queries.Input("readings", lines));
        expect(results.rows(), rows);
        expect(results.late("readings", "late"), late);
        PipelineResult result = pipeline.run();
        result.waitUntilFinish();
        long count = 0;
        for (MetricResult<Long> counter : result.metrics()
                .queryMetrics(MetricsFilter.builder()
                        .addNameFilter(MetricNameFilter.named("sql", "lateRows"))
                        .build())
                .getCounters()) {
            count += counter.getAttempted();
        }
        return count;
    }

    private static void expect(PCollection<SqlRow> rows, List<String> expected) {
        PAssert.that(rows).satisfies(all -> {
            List<String> found = new ArrayList<>();
            all.forEach(row -> found.add(row.toString()));
            assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
            return null;
        });
    }

    @Test
    void whatIsOnTimeCountsOnce(TestPipeline pipeline) throws Exception {
        long late = rows(
                pipeline,
                ALLOWED + INTO,
                TUMBLE,
                List.of(reading(1, "12:00:05"), "-- 12:00:05", reading(2, "12:00:09"), "-- 12:00:30"),
                List.of(row("12:00:10", 2, 3)),
                List.of());

        assertThat(late).isZero();
    }

    @Test
    void whatIsLateButAllowedGivesTheWholeRowAgain(TestPipeline pipeline) throws Exception {
        long late = rows(
                pipeline,
                ALLOWED,
                TUMBLE,
                List.of(
                        reading(1, "12:00:05"),
                        "-- 12:00:12", // the window has ended, and is kept until 12:00:20
                        reading(2, "12:00:09"),
                        "-- 12:00:19.999",
                        reading(4, "12:00:08")),
                List.of(row("12:00:10", 1, 1), row("12:00:10", 2, 3), row("12:00:10", 3, 7)),
                List.of());

        assertThat(late).isZero();
    }

    @Test
    void whatIsTooLateIsCountedRowByRow(TestPipeline pipeline) throws Exception {
        long late = rows(
                pipeline,
                "",
                TUMBLE,
                List.of(
                        reading(1, "12:00:05"),
                        "-- 12:00:10",
                        reading(2, "12:00:09"),
                        reading(3, "12:00:09"),
                        reading(4, "12:00:10")),
                List.of(row("12:00:10", 1, 1), row("12:00:20", 1, 4)),
                List.of());

        assertThat(late).isEqualTo(2);
    }

    @Test
    void whatIsTooLateGoesToTheTableThatTakesIt(TestPipeline pipeline) throws Exception {
        long late = rows(
                pipeline,
                ALLOWED + INTO,
                TUMBLE.replace("GROUP BY", "WHERE note <> 'n9' GROUP BY"),
                List.of(
                        reading(1, "12:00:05"),
                        "-- 12:00:20",
                        reading(2, "12:00:09"),
                        reading(9, "12:00:09"), // the query does not want it
                        reading(3, "12:00:11")),
                List.of(row("12:00:10", 1, 1), row("12:00:20", 1, 3)),
                List.of("[" + time("12:00:09") + ", 2]"));

        assertThat(late).isEqualTo(1);
    }

    @Test
    void whatIsLateForOneOfItsWindowsCountsInTheOther(TestPipeline pipeline) throws Exception {
        long late = rows(
                pipeline,
                INTO,
                HOP,
                List.of(
                        reading(1, "12:00:05"),
                        "-- 12:00:10", // the first of its two windows has ended
                        reading(2, "12:00:06"),
                        "-- 12:00:20", // both have
                        reading(4, "12:00:07")),
                List.of(row("12:00:10", 1, 1), row("12:00:20", 2, 3)),
                List.of("[" + time("12:00:07") + ", 4]"));

        assertThat(late).isEqualTo(1);
    }

    @Test
    void aHopThatAllowsItGivesItsWindowsAgain(TestPipeline pipeline) throws Exception {
        long late = rows(
                pipeline,
                ALLOWED,
                HOP,
                List.of(
                        reading(1, "12:00:05"),
                        "-- 12:00:12", // late for the first window, within what it allows
                        reading(2, "12:00:06"),
                        "-- 12:00:25", // too late for the first, allowed by the second
                        reading(4, "12:00:07"),
                        "-- 12:00:30",
                        reading(8, "12:00:08")),
                List.of(row("12:00:10", 1, 1), row("12:00:10", 2, 3), row("12:00:20", 2, 3), row("12:00:20", 3, 7)),
                List.of());

        assertThat(late).isEqualTo(1);
    }

    @Test
    void aLateRowMakesASessionLongerOrIsTooLate(TestPipeline pipeline) throws Exception {
        long late = rows(
                pipeline,
                ALLOWED + INTO,
                SESSION,
                List.of(
                        reading(1, "12:00:05"),
                        "-- 12:00:20", // the session ended at 12:00:15
                        reading(2, "12:00:12"),
                        "-- 12:00:40", // what begins at 12:00:06 would have ended at 12:00:16
                        reading(3, "12:00:06")),
                List.of(
                        "[" + time("12:00:05") + ", " + time("12:00:15") + ", 1]",
                        "[" + time("12:00:05") + ", " + time("12:00:22") + ", 2]"),
                List.of("[" + time("12:00:06") + ", 3]"));

        assertThat(late).isEqualTo(1);
    }

    @Test
    void lateRowsOfGivenWindowsAndOfFirstRows(TestPipeline pipeline) throws Exception {
        long late = rows(
                pipeline,
                INTO,
                """
                SELECT window_end, n, sensor FROM (
                  SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY sensor DESC) AS n
                  FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND)))
                WHERE n <= 1
                """,
                List.of(reading(1, "12:00:05"), "-- 12:00:10", reading(2, "12:00:06")),
                List.of(row("12:00:10", 1, 1)),
                List.of("[" + time("12:00:06") + ", 2]"));

        assertThat(late).isEqualTo(1);
    }

    @Test
    void windowsOverWindowsThatAreGivenAgainAreRefused() {
        String query = """
                SELECT COUNT(*) FROM (SELECT TUMBLE_ROWTIME(event_time, INTERVAL '1' SECOND) AS t
                  FROM readings GROUP BY TUMBLE(event_time, INTERVAL '1' SECOND))
                GROUP BY TUMBLE(t, INTERVAL '10' SECOND)
                """;

        assertThatThrownBy(() -> Queries.of(READINGS.formatted(ALLOWED) + query))
                .isInstanceOf(InvalidScriptException.class)
                .hasMessageContaining("would take them twice; leave it out");
    }
}
