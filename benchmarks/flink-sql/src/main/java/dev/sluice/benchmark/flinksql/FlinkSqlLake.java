package dev.sluice.benchmark.flinksql;

import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/**
 * A Kafka topic of device messages to a lake of ZSTD Parquet by the hour of the event, exactly once, to where the topic
 * ended when the job began: Flink SQL on a Flink in this process.
 */
public final class FlinkSqlLake {

    private static final String SOURCE =
            """
            CREATE TABLE messages (
              client_id STRING, `timestamp` TIMESTAMP(3), humidity DOUBLE, temperature DOUBLE, pressure DOUBLE,
              pitch DOUBLE, roll DOUBLE, yaw DOUBLE, `count` BIGINT,
              WATERMARK FOR `timestamp` AS `timestamp` - INTERVAL '5' SECOND
            ) WITH (
              'connector' = 'kafka', 'properties.bootstrap.servers' = '%s', 'topic' = '%s',
              'properties.group.id' = 'flink-sql-lake', 'format' = 'json',
              'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset'
            )""";

    private static final String SINK =
            """
            CREATE TABLE lake (
              client STRING, ts TIMESTAMP(3), humidity DOUBLE, temp DOUBLE, pressure DOUBLE,
              pitch DOUBLE, roll DOUBLE, yaw DOUBLE, cnt BIGINT,
              `year` STRING, `month` STRING, `day` STRING, `hour` STRING
            ) PARTITIONED BY (`year`, `month`, `day`, `hour`) WITH (
              'connector' = 'filesystem', 'path' = 'file://%s',
              'format' = 'parquet', 'parquet.compression' = 'ZSTD', 'parquet.utc-timezone' = 'true',
              'sink.rolling-policy.file-size' = '128MB',
              'sink.partition-commit.trigger' = 'process-time', 'sink.partition-commit.delay' = '0s',
              'sink.partition-commit.policy.kind' = 'success-file'
            )""";

    private static final String JOB =
            """
            INSERT INTO lake
            SELECT client_id, `timestamp`, humidity, temperature, pressure, pitch, roll, yaw, `count`,
              DATE_FORMAT(`timestamp`, 'yyyy'), DATE_FORMAT(`timestamp`, 'MM'),
              DATE_FORMAT(`timestamp`, 'dd'), DATE_FORMAT(`timestamp`, 'HH')
            FROM messages""";

    private FlinkSqlLake() {}

    /**
     * Runs the job to its end.
     *
     * @param arguments the bootstrap servers, the topic, and the lake's directory as an absolute path
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 3) {
            throw new IllegalArgumentException(
                    "expected bootstrap servers, topic and directory, found " + arguments.length + " arguments");
        }
        StreamTableEnvironment tables = FlinkSql.open();
        tables.executeSql(SOURCE.formatted(arguments[0], arguments[1]));
        tables.executeSql(SINK.formatted(arguments[2]));
        tables.executeSql(JOB).await();
        System.exit(0);
    }
}
