package dev.sluice.sql.stream;

import dev.sluice.testing.TestPipelineExtension;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPipelineExtension.class)
final class IntervalJoinTest {

    static final String TABLES = """
            CREATE TABLE sent (
                id INT, k STRING, sent_at TIMESTAMP(3), WATERMARK FOR sent_at AS sent_at
            ) WITH ('connector' = 'kafka', 'topic' = 'sent', 'properties.bootstrap.servers' = 'localhost:9092', 'format' = 'json');
            CREATE TABLE seen (
                id INT, k STRING, seen_at TIMESTAMP(3), WATERMARK FOR seen_at AS seen_at
            ) WITH ('connector' = 'kafka', 'topic' = 'seen', 'properties.bootstrap.servers' = 'localhost:9092', 'format' = 'json');
            """;

    private static final String WITHIN_TEN_SECONDS =
            "ON s.k = v.k AND v.seen_at BETWEEN s.sent_at - INTERVAL '10' SECOND AND s.sent_at + INTERVAL '10' SECOND";

    static String sent(int id, String key, String time) {
        return "sent {\"id\": %d, \"k\": %s, \"sent_at\": \"2020-04-16 %s\"}".formatted(id, key, time);
    }

    static String seen(int id, String key, String time) {
        return "seen {\"id\": %d, \"k\": %s, \"seen_at\": \"2020-04-16 %s\"}".formatted(id, key, time);
    }

    private static void check(TestPipeline pipeline, String kind, List<String> lines, String... expected)
            throws Exception {
        Queries.check(
                pipeline,
                TABLES + "SELECT s.id, v.id FROM sent AS s " + kind + " JOIN seen AS v " + WITHIN_TEN_SECONDS,
                lines,
                expected);
    }

    @Test
    void rowsOfAKeyAreJoinedWhicheverComesFirst(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                "INNER",
                List.of(
                        sent(1, "\"a\"", "12:00:10"),
                        seen(11, "\"a\"", "12:00:20"),
                        seen(12, "\"a\"", "12:00:20.001"), // too far from the first, not from the second
                        seen(13, "\"b\"", "12:00:10"),
                        sent(2, "\"a\"", "12:00:12")),
                "[1, 11]",
                "[2, 11]",
                "[2, 12]");
    }

    @Test
    void nullIsNoKeyAndItsRowsArePartOfAnOuterJoinAlone(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                "FULL",
                List.of(sent(1, "null", "12:00:10"), seen(11, "null", "12:00:10")),
                "[1, null]",
                "[null, 11]");
    }

    @Test
    void aRowWithoutAPartnerIsGivenOnceAndOthersNever(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                "FULL",
                List.of(
                        sent(1, "\"a\"", "12:00:10"),
                        sent(2, "\"a\"", "12:00:10"),
                        seen(11, "\"a\"", "12:00:15"),
                        seen(12, "\"a\"", "12:00:40"),
                        "-- 12:00:45",
                        sent(3, "\"a\"", "12:00:46"),
                        sent(4, "\"a\"", "12:01:46")),
                "[1, 11]",
                "[2, 11]",
                "[3, 12]",
                "[4, null]");
    }

    @Test
    void whatComesLateIsJoinedWithWhatIsStillThere(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                "LEFT",
                List.of(
                        sent(1, "\"a\"", "12:00:10"),
                        "-- 12:00:18",
                        seen(11, "\"a\"", "12:00:12"), // late, but the first row may still have partners
                        "-- 12:00:30",
                        seen(12, "\"a\"", "12:00:19"), // it has none any more
                        sent(2, "\"a\"", "12:00:05")), // later than any partner of its own
                "[1, 11]",
                "[2, null]");
    }

    @Test
    void aRowIsGivenWithoutAPartnerWhenNoneCanCome(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                "LEFT",
                List.of(
                        sent(1, "\"a\"", "12:00:10"),
                        "-- 12:00:25", // more than a second behind the interval
                        seen(11, "\"a\"", "12:00:12")),
                "[1, null]");
    }

    @Test
    void windowsOverPairsGoByEitherTime(TestPipeline pipeline) throws Exception {
        Queries.check(
                pipeline,
                TABLES + """
                        CREATE TEMPORARY VIEW pairs AS SELECT s.sent_at, v.seen_at FROM sent AS s JOIN seen AS v %s;
                        SELECT 'sent', EXTRACT(SECOND FROM TUMBLE_START(sent_at, INTERVAL '10' SECOND)), COUNT(*)
                        FROM pairs GROUP BY TUMBLE(sent_at, INTERVAL '10' SECOND)
                        UNION ALL
                        SELECT 'seen', EXTRACT(SECOND FROM TUMBLE_START(seen_at, INTERVAL '10' SECOND)), COUNT(*)
                        FROM pairs GROUP BY TUMBLE(seen_at, INTERVAL '10' SECOND)
                        """.formatted(WITHIN_TEN_SECONDS),
                List.of(
                        sent(1, "\"a\"", "12:00:09"),
                        seen(11, "\"a\"", "12:00:01"),
                        "-- 12:00:15", // a window of rows ends here: one of pairs is held for what may be joined
                        seen(12, "\"a\"", "12:00:18"),
                        sent(2, "\"a\"", "12:00:19"),
                        "-- 12:00:28.500",
                        seen(13, "\"a\"", "12:00:29")),
                "[sent, 0, 2]",
                "[sent, 10, 2]",
                "[seen, 0, 1]",
                "[seen, 10, 2]",
                "[seen, 20, 1]");
    }

    @Test
    void anEqualityIsNotNeeded(TestPipeline pipeline) throws Exception {
        Queries.check(
                pipeline,
                TABLES + "SELECT s.id, v.id FROM sent s, seen v WHERE s.sent_at < v.seen_at"
                        + " AND v.seen_at <= s.sent_at + INTERVAL '1' SECOND AND s.id < v.id",
                List.of(
                        sent(1, "\"a\"", "12:00:10"),
                        seen(11, "null", "12:00:10"),
                        seen(12, "\"b\"", "12:00:10.001"),
                        seen(0, "\"b\"", "12:00:10.001")),
                "[1, 12]");
    }

    @Test
    void joinsFollowEachOther(TestPipeline pipeline) throws Exception {
        Queries.check(
                pipeline,
                TABLES + """
                        SELECT s.id, v.id, w.id FROM sent s
                        JOIN seen v ON s.k = v.k AND v.seen_at BETWEEN s.sent_at AND s.sent_at + INTERVAL '5' SECOND
                        LEFT JOIN seen w ON w.k = v.k AND w.seen_at BETWEEN v.seen_at + INTERVAL '1' SECOND AND v.seen_at + INTERVAL '5' SECOND
                        """,
                List.of(
                        sent(1, "\"a\"", "12:00:10"),
                        seen(11, "\"a\"", "12:00:12"),
                        "-- 12:00:13",
                        seen(12, "\"a\"", "12:00:15")),
                "[1, 11, 12]",
                "[1, 12, null]");
    }
}
