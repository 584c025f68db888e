package dev.sluice.sql.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.testing.TestPipelineExtension;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(TestPipelineExtension.class)
final class StaticJoinTest {

    private static final String TABLES = """
            CREATE TABLE readings (
                sensor INT, temperature DOUBLE, event_time TIMESTAMP(3),
                WATERMARK FOR event_time AS event_time - INTERVAL '5' SECOND
            ) WITH ('connector' = 'kafka', 'topic' = 'readings', 'properties.bootstrap.servers' = 'localhost:9092', 'format' = 'json');
            CREATE TABLE rooms (sensor INT, room STRING, warm DOUBLE)
            WITH ('connector' = 'filesystem', 'path' = 'rooms.ndjson', 'format' = 'json');
            """;

    private static final List<String> LINES = List.of(
            "readings {\"sensor\": 1, \"temperature\": 10, \"event_time\": \"2020-04-16 12:00:01\"}",
            "readings {\"sensor\": null, \"temperature\": 20, \"event_time\": \"2020-04-16 12:00:02\"}",
            "-- 12:00:05",
            "readings {\"sensor\": 2, \"temperature\": 30, \"event_time\": \"2020-04-16 12:00:11\"}",
            "readings {\"sensor\": 3, \"temperature\": 40, \"event_time\": \"2020-04-16 12:00:12\"}",
            "rooms {\"sensor\": 1, \"room\": \"hall\", \"warm\": 5}",
            "rooms {\"sensor\": 2, \"room\": \"attic\", \"warm\": 35}",
            "rooms {\"sensor\": 2, \"room\": \"cellar\", \"warm\": 15}",
            "rooms {\"sensor\": null, \"room\": \"none\", \"warm\": 0}");

    private static void check(TestPipeline pipeline, String query, String... expected) throws Exception {
        Queries.check(pipeline, TABLES + query, LINES, expected);
    }

    @Test
    void aRowStandsBesideEachRowOfTheTableWithItsKeyAndNullMatchesNone(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                "SELECT temperature, room FROM readings JOIN rooms ON readings.sensor = rooms.sensor",
                "[10.0, hall]",
                "[30.0, attic]",
                "[30.0, cellar]");
    }

    @Test
    void aRowWithoutOneIsKeptByALeftJoin(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                "SELECT temperature, room FROM readings r LEFT JOIN rooms s ON r.sensor = s.sensor AND r.temperature > s.warm",
                "[10.0, hall]",
                "[20.0, null]",
                "[30.0, cellar]",
                "[40.0, null]");
    }

    @Test
    void theTableMayStandFirst(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                "SELECT room, temperature FROM rooms RIGHT JOIN readings ON readings.sensor = rooms.sensor",
                "[hall, 10.0]",
                "[null, 20.0]",
                "[attic, 30.0]",
                "[cellar, 30.0]",
                "[null, 40.0]");
    }

    @Test
    void nullMatchesNullWhereItIsAskedTo(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                "SELECT temperature, room FROM readings r JOIN rooms s ON r.sensor IS NOT DISTINCT FROM s.sensor WHERE r.sensor IS NULL",
                "[20.0, none]");
    }

    @Test
    void aConditionNeedNotBeAnEquality(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                "SELECT temperature, room FROM readings, rooms WHERE temperature = warm + 5 OR room = 'none' AND temperature > 30",
                "[10.0, hall]",
                "[20.0, cellar]",
                "[40.0, attic]",
                "[40.0, none]");
    }

    @Test
    void windowsGoByTheTimeOfTheStream(TestPipeline pipeline) throws Exception {
        check(pipeline, """
                SELECT room, COUNT(*) FROM rooms RIGHT JOIN TABLE(
                  TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND)) AS r ON r.sensor = rooms.sensor
                GROUP BY window_start, window_end, room
                """, "[hall, 1]", "[null, 1]", "[attic, 1]", "[cellar, 1]", "[null, 1]");
    }

    @Test
    void sessionsGoByTheKeyOfTheStream(TestPipeline pipeline) throws Exception {
        check(pipeline, """
                SELECT r.sensor, SUM(warm) FROM rooms JOIN TABLE(
                  SESSION(TABLE readings PARTITION BY sensor, DESCRIPTOR(event_time), INTERVAL '10' SECOND)) AS r ON r.sensor = rooms.sensor
                GROUP BY window_start, window_end, r.sensor
                """, "[1, 5.0]", "[2, 50.0]");
    }

    @Test
    void twoTablesAreJoined(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                "SELECT a.room, b.room FROM rooms a LEFT JOIN rooms b ON a.sensor = b.sensor AND a.room <> b.room",
                "[hall, null]",
                "[attic, cellar]",
                "[cellar, attic]",
                "[none, null]");
    }

    @Test
    void aQueryMayBeAskedOfTheTableForEachRow(TestPipeline pipeline) throws Exception {
        check(pipeline, """
                SELECT temperature, room FROM readings r LEFT JOIN LATERAL (
                  SELECT room FROM rooms s WHERE s.sensor = r.sensor AND warm > 5) ON TRUE
                """, "[10.0, null]", "[20.0, null]", "[30.0, attic]", "[30.0, cellar]", "[40.0, null]");
    }

    @Test
    void doublesAreComparedAsNumbers(TestPipeline pipeline) throws Exception {
        check(pipeline, """
                SELECT r.temperature FROM (SELECT temperature, IF(temperature = 10, CAST('NaN' AS DOUBLE), -0.0E0) AS x FROM readings) AS r
                JOIN (SELECT IF(warm > 15, CAST('NaN' AS DOUBLE), 0.0E0) AS x FROM rooms WHERE warm >= 15) AS s ON r.x = s.x
                """, "[20.0]", "[30.0]", "[40.0]");
    }

    @Test
    void inAndExistsAskWhetherThereIsARow(TestPipeline pipeline) throws Exception {
        check(
                pipeline,
                """
                SELECT 'in', temperature FROM readings WHERE sensor IN (SELECT sensor FROM rooms WHERE warm < 30)
                UNION ALL
                SELECT 'exists', temperature FROM readings WHERE temperature > 5
                  AND EXISTS (SELECT * FROM rooms WHERE rooms.sensor = readings.sensor AND warm < temperature)
                UNION ALL
                SELECT 'not exists', temperature FROM readings WHERE NOT EXISTS (SELECT 1 FROM rooms WHERE rooms.sensor = readings.sensor)
                """,
                "[in, 10.0]",
                "[in, 30.0]",
                "[exists, 10.0]",
                "[exists, 30.0]",
                "[not exists, 20.0]",
                "[not exists, 40.0]");
    }

    @Test
    void notInIsNeverTrueOfWhatMayBeNull(TestPipeline pipeline) throws Exception {
        check(pipeline, """
                SELECT 'some', temperature FROM readings WHERE sensor NOT IN (SELECT sensor FROM rooms)
                UNION ALL
                SELECT 'known', temperature FROM readings WHERE sensor NOT IN (SELECT sensor FROM rooms WHERE sensor IS NOT NULL)
                UNION ALL
                SELECT 'none', temperature FROM readings WHERE sensor NOT IN (SELECT sensor FROM rooms WHERE warm > 100)
                """, "[known, 40.0]", "[none, 10.0]", "[none, 20.0]", "[none, 30.0]", "[none, 40.0]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT * FROM rooms LEFT JOIN readings ON readings.sensor = rooms.sensor                      | 1:26 | rows of the stream
            SELECT * FROM readings FULL JOIN rooms ON readings.sensor = rooms.sensor                      | 1:29 | rows of the stream
            SELECT * FROM readings r JOIN rooms FOR SYSTEM_TIME AS OF r.event_time AS s ON s.sensor = r.sensor | 1:31 | clock
            SELECT * FROM rooms FOR SYSTEM_TIME AS OF TIMESTAMP '2020-04-16 12:00:00'                     | 1:15 | clock
            SELECT * FROM readings r CROSS JOIN UNNEST(ARRAY[r.sensor]) AS t (x)                          | 1:37 | UNNEST
            SELECT (SELECT MAX(warm) FROM rooms), sensor FROM readings                                    | 1:9  | join
            SELECT sensor FROM readings WHERE sensor = 1 OR sensor IN (SELECT sensor FROM rooms)          | 1:60 | AND
            SELECT * FROM TABLE(SESSION(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' SECOND))     | 1:21 | session
            """)
    void whatWouldNeverHaveAnAnswerIsRefused(String query, String place, String words) {
        int before = (int) TABLES.lines().count();

        assertThatThrownBy(() -> Queries.of(TABLES + query))
                .isInstanceOfSatisfying(InvalidScriptException.class, refusal -> {
                    var mistake = refusal.mistakes().get(0);
                    assertThat(mistake.message()).contains(words);
                    assertThat(mistake.line() - before + ":" + mistake.column()).isEqualTo(place);
                });
    }
}
