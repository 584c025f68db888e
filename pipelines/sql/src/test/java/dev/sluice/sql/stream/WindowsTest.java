package dev.sluice.sql.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sql.row.SqlRow;
import dev.sluice.testing.TestPipelineExtension;
import java.util.ArrayList;
import java.util.List;
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
                "[OK, 1, 10.0, 1587038409999000]",
                "[OK, 2, 15.0, 1587038419999000]",
                "[OK, 2, 15.0, 1587038429999000]",
                "[OK, 1, 20.0, 1587038439999000]");
    }
}
