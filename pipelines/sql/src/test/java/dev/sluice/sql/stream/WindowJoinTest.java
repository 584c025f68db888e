package dev.sluice.sql.stream;

import static dev.sluice.sql.stream.IntervalJoinTest.TABLES;
import static dev.sluice.sql.stream.IntervalJoinTest.seen;
import static dev.sluice.sql.stream.IntervalJoinTest.sent;

import dev.sluice.testing.TestPipelineExtension;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPipelineExtension.class)
final class WindowJoinTest {

    private static final String WINDOWS = TABLES + """
            CREATE TEMPORARY VIEW s AS SELECT * FROM TABLE(TUMBLE(TABLE sent, DESCRIPTOR(sent_at), INTERVAL '10' SECOND));
            CREATE TEMPORARY VIEW v AS SELECT * FROM TABLE(TUMBLE(TABLE seen, DESCRIPTOR(seen_at), INTERVAL '10' SECOND));
            """;
    private static final String SAME_WINDOW = "s.window_start = v.window_start AND s.window_end = v.window_end";

    @Test
    void whatComesBehindTheEndOfItsWindowHasNoPartners(TestPipeline pipeline) throws Exception {
        Queries.check(
                pipeline,
                WINDOWS + "SELECT s.id, v.id FROM s FULL JOIN v ON s.k = v.k AND " + SAME_WINDOW,
                List.of(
                        sent(1, "\"a\"", "12:00:01"),
                        sent(2, "\"a\"", "12:00:10"),
                        "-- 12:00:09.999", // the first window is open
                        seen(11, "\"a\"", "12:00:02"),
                        "-- 12:00:10",
                        seen(12, "\"a\"", "12:00:03"), // late
                        seen(13, "\"b\"", "12:00:11"),
                        seen(14, "null", "12:00:12"),
                        sent(3, "null", "12:00:13")),
                "[1, 11]",
                "[2, null]",
                "[null, 13]",
                "[null, 14]",
                "[3, null]");
    }

    @Test
    void conditionsBesideTheKeyAreOfThePair(TestPipeline pipeline) throws Exception {
        Queries.check(
                pipeline,
                WINDOWS
                        + "SELECT s.id, v.id FROM s LEFT JOIN v ON s.id + 10 < v.id AND s.k IS NOT DISTINCT FROM v.k AND "
                        + SAME_WINDOW,
                List.of(
                        sent(1, "null", "12:00:01"),
                        sent(2, "null", "12:00:02"),
                        seen(11, "null", "12:00:03"),
                        seen(12, "null", "12:00:04")),
                "[1, 12]",
                "[2, null]");
    }

    @Test
    void pairsAreCountedInTheirWindowsAndInLongerOnes(TestPipeline pipeline) throws Exception {
        Queries.check(
                pipeline,
                WINDOWS + """
                        CREATE TEMPORARY VIEW pairs AS SELECT v.window_start AS begun, v.window_end AS ended, v.window_time AS t, s.id
                        FROM s JOIN v ON s.k = v.k AND %s;
                        SELECT 10, SUM(id) FROM pairs GROUP BY begun, ended
                        UNION ALL
                        SELECT 60, SUM(id) FROM TABLE(TUMBLE(TABLE pairs, DESCRIPTOR(t), INTERVAL '1' MINUTE))
                        GROUP BY window_start, window_end
                        """.formatted(SAME_WINDOW),
                List.of(
                        sent(1, "\"a\"", "12:00:01"),
                        seen(11, "\"a\"", "12:00:02"),
                        seen(12, "\"a\"", "12:00:02"),
                        "-- 12:00:20",
                        sent(5, "\"a\"", "12:00:41"),
                        seen(13, "\"a\"", "12:00:42")),
                "[10, 2]",
                "[10, 5]",
                "[60, 7]");
    }

    @Test
    void existsAndNotExistsAskWithinTheWindow(TestPipeline pipeline) throws Exception {
        Queries.check(
                pipeline,
                WINDOWS + """
                        SELECT 'seen', id FROM s WHERE EXISTS (SELECT * FROM v WHERE s.k = v.k AND %1$s AND s.id < v.id)
                        UNION ALL
                        SELECT 'lost', id FROM s WHERE NOT EXISTS (SELECT * FROM v WHERE s.k = v.k AND %1$s AND s.id < v.id)
                        """.formatted(SAME_WINDOW),
                List.of(
                        sent(1, "\"a\"", "12:00:01"),
                        sent(20, "\"a\"", "12:00:02"),
                        sent(3, "null", "12:00:03"),
                        seen(11, "\"a\"", "12:00:04"),
                        seen(12, "null", "12:00:05")),
                "[seen, 1]",
                "[lost, 20]",
                "[lost, 3]");
    }
}
