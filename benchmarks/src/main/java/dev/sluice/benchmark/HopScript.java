package dev.sluice.benchmark;

import java.time.Duration;

/**
 * The query as a script of Flink SQL, which all candidates run as it is: count and average of the readings by status, in
 * windows that begin every ten seconds.
 *
 * @param bootstrapServers where both topics are
 * @param input the topic of readings, read from its first record to its end
 * @param output the topic that takes a record for each window and status
 * @param size of a window
 */
record HopScript(String bootstrapServers, String input, String output, Duration size) {

    /** From one window's beginning to the next one's. */
    static final Duration SLIDE = Duration.ofSeconds(10);

    String text() {
        return """
                CREATE TABLE readings (
                  sensor_id INT, current_temperature DOUBLE, status STRING, event_time TIMESTAMP(3),
                  WATERMARK FOR event_time AS event_time - INTERVAL '5' SECOND
                ) WITH (
                  'connector' = 'kafka', 'properties.bootstrap.servers' = '%1$s', 'topic' = '%2$s',
                  'format' = 'json', 'json.timestamp-format.standard' = 'ISO-8601',
                  'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset'
                );

                CREATE TABLE windows (
                  status STRING, window_start TIMESTAMP(3), window_end TIMESTAMP(3), n BIGINT, average DOUBLE
                ) WITH (
                  'connector' = 'kafka', 'properties.bootstrap.servers' = '%1$s', 'topic' = '%3$s',
                  'format' = 'json', 'json.timestamp-format.standard' = 'ISO-8601'
                );

                INSERT INTO windows
                SELECT status, window_start, window_end, COUNT(*), AVG(current_temperature)
                FROM TABLE(HOP(TABLE readings, DESCRIPTOR(event_time), INTERVAL '%4$d' SECOND, INTERVAL '%5$d' MINUTE))
                GROUP BY window_start, window_end, status;
                """.formatted(bootstrapServers, input, output, SLIDE.toSeconds(), size.toMinutes());
    }
}
