package dev.sluice.sql.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sql.row.SqlRow;
import dev.sluice.testing.TestPipelineExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPipelineExtension.class)
final class WindowsTest {

    private static final String READINGS = """
            CREATE TABLE readings (
                sensor INT, temperature DOUBLE, status STRING, event_time TIMESTAMP(3),
                WATERMARK FOR event_time AS event_time - INTERVAL '5' SECOND
            ) WITH ('connector' = 'kafka', 'topic' = 'readings', 'properties.bootstrap.servers' = 'localhost:9092', 'format' = 'json');
            """;

    private static String reading(int sensor, double temperature, String time) {
        return "{\"sensor\": %d, \"temperature\": %s, \"status\": \"OK\", \"event_time\": \"2020-04-16 %s\"}"
                .formatted(sensor, temperature, time);
    }

    private static void check(TestPipeline pipeline, String query, List<String> lines, String... expected)
            throws Exception {
        PCollection<SqlRow> rows = Queries.of(READINGS + query).rows(pipeline, new Queries.Input("readings", lines));

        PAssert.that(rows).satisfies(all -> {
            List<String> found = new ArrayList<>();
            all.forEach(row -> found.add(row.toString()));
            assertThat(found).containsExactlyInAnyOrder(expected);
            return null;
        });
        pipeline.run();
    }

    @Test
    void aHopHasARowForEachWindowAndKey(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                """
                SELECT status, COUNT(*) AS num, AVG(temperature), HOP_ROWTIME(event_time, INTERVAL '10' SECOND, INTERVAL '30' SECOND)
                FROM readings GROUP BY HOP(event_time, INTERVAL '10' SECOND, INTERVAL '30' SECOND), readings.status
                """,
                List.of(reading(1, 10, "12:00:05"), reading(2, 20, "12:00:15")),
                "[OK, 1, 10.0, " + time("12:00:09.999") + "]",
                "[OK, 2, 15.0, " + time("12:00:19.999") + "]",
                "[OK, 2, 15.0, " + time("12:00:29.999") + "]",
                "[OK, 1, 20.0, " + time("12:00:39.999") + "]");
    }

    @Test
    void aTumblingWindowAsATableFunctionSaysItsBounds(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                """
                SELECT window_start, window_end, window_time, SUM(sensor) FROM TABLE(
                  TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND))
                WHERE temperature > 0 GROUP BY window_start, window_end, window_time
                """,
                List.of(reading(1, 10, "12:00:05"), reading(7, -1, "12:00:06"), reading(2, 20, "12:00:15")),
                "[" + time("12:00:00") + ", " + time("12:00:10") + ", " + time("12:00:09.999") + ", 1]",
                "[" + time("12:00:10") + ", " + time("12:00:20") + ", " + time("12:00:19.999") + ", 2]");
    }

    @Test
    void rowsOfATableFunctionStandInEachOfTheirWindows(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                """
                SELECT sensor, window_end FROM TABLE(
                  HOP(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND, INTERVAL '20' SECOND))
                """,
                List.of(reading(1, 10, "12:00:05")),
                "[1, " + time("12:00:10") + "]",
                "[1, " + time("12:00:20") + "]");
    }

    @Test
    void cumulativeWindowsReachAStepFurtherEach(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                """
                SELECT window_end, COUNT(*) FROM TABLE(
                  CUMULATE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND, INTERVAL '30' SECOND))
                GROUP BY window_start, window_end
                """,
                List.of(reading(1, 10, "12:00:05"), reading(2, 20, "12:00:15"), reading(2, 20, "12:00:31")),
                "[" + time("12:00:10") + ", 1]",
                "[" + time("12:00:20") + ", 2]",
                "[" + time("12:00:30") + ", 2]",
                "[" + time("12:00:40") + ", 1]",
                "[" + time("12:00:50") + ", 1]",
                "[" + time("12:01:00") + ", 1]");
    }

    @Test
    void aSessionLastsAsLongAsRowsFollowWithinItsGap(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                """
                SELECT SESSION_START(event_time, INTERVAL '10' SECOND), SESSION_END(event_time, INTERVAL '10' SECOND), COUNT(*)
                FROM readings GROUP BY SESSION(event_time, INTERVAL '10' SECOND)
                """,
                List.of(
                        reading(1, 10, "12:00:05"),
                        reading(1, 10, "12:00:25"),
                        reading(1, 10, "12:00:15"),
                        reading(1, 10, "12:00:36")),
                "[" + time("12:00:05") + ", " + time("12:00:35") + ", 3]",
                "[" + time("12:00:36") + ", " + time("12:00:46") + ", 1]");
    }

    @Test
    void whatIsLateForAWindowCountsInThoseThatHaveNotEnded(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                """
                SELECT window_end, COUNT(*) FROM TABLE(
                  HOP(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND, INTERVAL '30' SECOND))
                GROUP BY window_start, window_end
                """,
                List.of(
                        reading(1, 10, "12:00:05"),
                        "-- 12:00:10", // the first window has ended
                        reading(2, 10, "12:00:06"),
                        "-- 12:00:30", // all windows of that slice have
                        reading(3, 10, "12:00:07"),
                        reading(4, 10, "12:00:35")),
                "[" + time("12:00:10") + ", 1]",
                "[" + time("12:00:20") + ", 2]",
                "[" + time("12:00:30") + ", 2]",
                "[" + time("12:00:40") + ", 1]",
                "[" + time("12:00:50") + ", 1]",
                "[" + time("12:01:00") + ", 1]");
    }

    private static PCollection<SqlRow> ofBoth(TestPipeline pipeline, List<String> lines, List<String> others)
            throws Exception {
        String query = """
                SELECT TUMBLE_END(event_time, INTERVAL '10' SECOND), COUNT(*) FROM (
                  SELECT event_time FROM readings UNION ALL SELECT event_time FROM others)
                GROUP BY TUMBLE(event_time, INTERVAL '10' SECOND)
                """;
        return Queries.of(READINGS + READINGS.replace("TABLE readings", "TABLE others") + query)
                .rows(pipeline, new Queries.Input("readings", lines), new Queries.Input("others", others));
    }

    @Test
    void anInputThatIsIdleDoesNotHoldTheWatermark(TestPipeline pipeline) throws Exception {
        PCollection<SqlRow> rows = ofBoth(
                pipeline,
                List.of(reading(1, 10, "12:00:05"), "-- 12:00:10", reading(2, 10, "12:00:06")),
                List.of("-- idle"));

        PAssert.that(rows).satisfies(all -> {
            assertThat(all).singleElement().hasToString("[" + time("12:00:10") + ", 1]");
            return null;
        });
        pipeline.run();
    }

    @Test
    void anInputThatIsNotIdleHoldsTheWatermark(TestPipeline pipeline) throws Exception {
        List<String> slow =
                IntStream.range(0, 20).mapToObj("-- 12:00:05.%03d"::formatted).toList();

        PCollection<SqlRow> rows =
                ofBoth(pipeline, List.of(reading(1, 10, "12:00:05"), "-- 12:00:10", reading(2, 10, "12:00:06")), slow);

        PAssert.that(rows).satisfies(all -> {
            assertThat(all).singleElement().hasToString("[" + time("12:00:10") + ", 2]");
            return null;
        });
        pipeline.run();
    }

    @Test
    void aWindowOfWindowsGoesByTheirTime(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                """
                CREATE TEMPORARY VIEW seconds AS
                SELECT COUNT(*) AS n, TUMBLE_ROWTIME(event_time, INTERVAL '1' SECOND) AS moment
                FROM readings GROUP BY TUMBLE(event_time, INTERVAL '1' SECOND);
                SELECT TUMBLE_START(moment, INTERVAL '10' SECOND), COUNT(*), SUM(n)
                FROM seconds GROUP BY TUMBLE(moment, INTERVAL '10' SECOND)
                """,
                List.of(
                        reading(1, 10, "12:00:05.1"),
                        reading(1, 10, "12:00:05.2"),
                        reading(1, 10, "12:00:09.9"),
                        reading(1, 10, "12:00:10")),
                "[" + time("12:00:00") + ", 2, 3]",
                "[" + time("12:00:10") + ", 1, 1]");
    }

    @Test
    void theFirstRowsOfAWindowHaveTheirPlaces(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                """
                SELECT sensor, temperature, n FROM (
                  SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY temperature DESC) AS n
                  FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND)))
                WHERE n <= 2
                """,
                List.of(
                        reading(1, 10, "12:00:01"),
                        reading(2, 30, "12:00:02"),
                        reading(3, 20, "12:00:03"),
                        reading(4, 5, "12:00:15")),
                "[2, 30.0, 1]",
                "[3, 20.0, 2]",
                "[4, 5.0, 1]");
    }

    @Test
    void allRowsOfAUnionGoOn(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                "SELECT sensor FROM readings WHERE sensor < 2 UNION ALL SELECT sensor * 10 FROM readings",
                List.of(reading(1, 10, "12:00:01"), reading(2, 30, "12:00:02")),
                "[1]",
                "[10]",
                "[20]");
    }

    private static long time(String text) {
        return Instant.parse("2020-04-16T" + text + "Z").toEpochMilli() * 1_000;
    }
}
