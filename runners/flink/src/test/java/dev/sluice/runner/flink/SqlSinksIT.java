package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.sluice.server.ChildJvm;
import dev.sluice.server.FlinkCluster;
import dev.sluice.server.KafkaServer;
import dev.sluice.server.MosquittoServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One script of three INSERTs, from a Kafka topic into another, into an MQTT broker and into a lake, on either runner and on a cluster: each is
 * held against what DuckDB makes of the records, so that all three hold the same.
 */
class SqlSinksIT {

    private enum Where {
        DIRECT,
        FLINK,
        CLUSTER;

        String lowerCase() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int RECORDS = 600;
    private static final int PARTITIONS = 3;
    private static final Instant FIRST = Instant.parse("2020-04-16T11:33:23.250Z");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String SCRIPT = """
            CREATE TABLE readings (
              id INT NOT NULL, flag BOOLEAN, tiny TINYINT, small SMALLINT, big BIGINT, ratio FLOAT, celsius DOUBLE,
              price DECIMAL(10, 2), status VARCHAR(6), made DATE, event_time TIMESTAMP(3), seen TIMESTAMP_LTZ(3), content BYTES,
              tags ARRAY<STRING>, counts MAP<STRING, INT>, place ROW<room STRING, floor_number INT>,
              WATERMARK FOR event_time AS event_time - INTERVAL '5' SECOND
            ) WITH ('connector' = 'kafka', 'topic' = 'readings', 'properties.bootstrap.servers' = '${kafka}',
              'scan.startup.mode' = 'earliest-offset', 'scan.bounded.mode' = 'latest-offset', 'format' = 'json');

            CREATE TABLE minutes (
              status VARCHAR(6), flag BOOLEAN, minute_start TIMESTAMP(3), minute_end TIMESTAMP(3), num BIGINT,
              hottest DOUBLE, average DOUBLE, total DECIMAL(38, 2)
            ) PARTITIONED BY (status, flag)
            WITH ('connector' = 'kafka', 'topic' = 'minutes-${where}', 'properties.bootstrap.servers' = '${kafka}', 'format' = 'json');

            CREATE TABLE alarms (id INT, celsius DOUBLE, event_time TIMESTAMP(3))
            WITH ('connector' = 'mqtt', 'broker' = '${mqtt}', 'topic' = 'alarms-${where}/${id}', 'format' = 'json');

            CREATE TABLE archive (
              id INT NOT NULL, flag BOOLEAN, tiny TINYINT, small SMALLINT, big BIGINT, ratio FLOAT, celsius DOUBLE,
              price DECIMAL(10, 2), status VARCHAR(6), made DATE, event_time TIMESTAMP(3), seen TIMESTAMP_LTZ(3), content BYTES,
              tags ARRAY<STRING>, counts MAP<STRING, INT>, place ROW<room STRING, floor_number INT>
            ) PARTITIONED BY (event_time) WITH ('connector' = 'filesystem', 'path' = '${lake}', 'format' = 'parquet');

            EXECUTE STATEMENT SET BEGIN
              INSERT INTO minutes
              SELECT status, flag, window_start, window_end, COUNT(*), MAX(celsius), AVG(celsius), SUM(price)
              FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))
              GROUP BY window_start, window_end, status, flag;
              INSERT INTO alarms SELECT id, celsius, event_time FROM readings WHERE celsius > 40;
              INSERT INTO archive SELECT * FROM readings;
            END;
            """;

    /** The records as DuckDB reads them. */
    private static final String READINGS = """
            (SELECT * REPLACE (from_base64(content) AS content)
             FROM read_json('%s', columns = {id: 'INTEGER', flag: 'BOOLEAN', tiny: 'TINYINT', small: 'SMALLINT', big: 'BIGINT',
               ratio: 'FLOAT', celsius: 'DOUBLE', price: 'DECIMAL(10, 2)', status: 'VARCHAR', made: 'DATE',
               event_time: 'TIMESTAMP', seen: 'TIMESTAMPTZ', content: 'VARCHAR', tags: 'VARCHAR[]',
               counts: 'MAP(VARCHAR, INTEGER)', place: 'STRUCT(room VARCHAR, floor_number INTEGER)'}))""";

    @TempDir
    static Path directory;

    private static KafkaServer kafka;
    private static MosquittoServer mosquitto;
    private static String readings;

    @BeforeAll
    static void sendReadings() throws IOException {
        kafka = KafkaServer.start(directory.resolve("kafka"));
        mosquitto = MosquittoServer.start(directory.resolve("mosquitto"));
        kafka.createTopic("readings", PARTITIONS);
        List<String> lines = new ArrayList<>();
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                lines.add(reading(i));
                var unused = producer.send(new ProducerRecord<>("readings", i % PARTITIONS, null, lines.get(i)));
            }
        }
        Path file = directory.resolve("readings.ndjson");
        Files.write(file, lines);
        readings = READINGS.formatted(file);
    }

    @AfterAll
    static void stopServers() {
        mosquitto.close();
        kafka.close();
    }

    /** One a second; doubles are eighths, whose sums are exact in any order. */
    private static String reading(int i) {
        Instant time = FIRST.plusSeconds(i);
        LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        String celsius = i % 11 == 0 ? "null" : String.valueOf(20 + i % 170 / 8.0);
        String status = i % 7 == 0 ? "null" : i % 2 == 0 ? "\"OK\"" : "\"F|IL\"";
        return """
                {"id": %d, "flag": %s, "tiny": %d, "small": %d, "big": %d, "ratio": %s, "celsius": %s, "price": %d.%02d, \
                "status": %s, "made": "%s", "event_time": "%s", "seen": "%s", "content": "%s", "tags": %s, "counts": %s, \
                "place": %s}""".formatted(
                        i,
                        i % 5 == 0 ? "null" : i % 3 == 0,
                        i % 256 - 128,
                        i * 50 - 15_000,
                        i * 5_000_000_000L,
                        i / 4.0,
                        celsius,
                        i,
                        i % 100,
                        status,
                        local.toLocalDate().minusDays(i),
                        local.toString().replace('T', ' '),
                        time,
                        i % 13 == 0 ? "" : "AP9B",
                        i % 17 == 0 ? "null" : i % 3 == 0 ? "[]" : "[\"a\", null, \"größe\"]",
                        i % 19 == 0 ? "null" : "{\"x\": " + i + ", \"y\": null}",
                        i % 23 == 0 ? "null" : "{\"room\": \"r" + i % 4 + "\", \"floor_number\": " + i % 4 + "}");
    }

    @ParameterizedTest
    @EnumSource(Where.class)
    void rowsOfAScriptAreInKafkaMqttAndTheLakeAsDuckDbHasThem(Where where) throws Exception {
        Path lake = directory.resolve("lake-" + where.lowerCase());
        kafka.createTopic("minutes-" + where.lowerCase(), 2);
        List<String> alarms = new CopyOnWriteArrayList<>();
        try (AutoCloseable subscription = subscribe("alarms-" + where.lowerCase(), alarms)) {
            run(where, lake);

            List<String> expected = alarms();
            await().atMost(PATIENCE).until(() -> alarms.size() >= expected.size());
            assertThat(alarms).containsExactlyInAnyOrderElementsOf(expected);
        }
        assertThat(KafkaRecords.of(kafka, "minutes-" + where.lowerCase()))
                .map(SqlSinksIT::text)
                .containsExactlyInAnyOrderElementsOf(minutes());
        // A lake's times are instants, in UTC.
        String rows = "SELECT * REPLACE (event_time::TIMESTAMPTZ AS event_time) FROM " + readings;
        String files =
                "read_parquet('" + lake + "/year=2020/month=04/day=16/hour=11/*.parquet', hive_partitioning = false)";
        assertThat(Duck.rows("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM " + files + ")"))
                .isEqualTo(Duck.rows("SELECT column_name, column_type FROM (DESCRIBE " + rows + ")"));
        assertThat(Duck.rows("SELECT * FROM " + files + " ORDER BY id"))
                .isEqualTo(Duck.rows(rows + " ORDER BY id"))
                .hasSize(RECORDS);
    }

    private static void run(Where where, Path lake) throws Exception {
        Path script = directory.resolve(where.lowerCase() + ".sql");
        Files.writeString(
                script,
                SCRIPT.replace("${kafka}", kafka.bootstrapServers())
                        .replace("${mqtt}", mosquitto.uri().toString())
                        .replace("${lake}", lake.toString())
                        .replace("${where}", where.lowerCase()));
        List<String> command = new ArrayList<>(List.of(
                "sql",
                "--script=" + script,
                "--catalog=" + directory.resolve("tables-" + where),
                "--checkpoint=" + directory.resolve("checkpoint-" + where),
                "--deadLetters=" + directory.resolve("letters-" + where)));
        if (where != Where.CLUSTER) {
            end(where, command);
            return;
        }
        try (FlinkCluster cluster =
                FlinkCluster.start(FlinkDistribution.classPath(), directory.resolve("flink"), 1, 1)) {
            command.add("--flinkMaster=" + cluster.restAddress());
            command.add("--filesToStage=" + FlinkDistribution.jar());
            command.add("--parallelism=1");
            end(where, command);
        }
    }

    private static void end(Where where, List<String> command) throws IOException {
        String runner = where == Where.DIRECT ? "DirectRunner" : "FlinkRunner";
        try (ChildJvm job = SluiceProcess.run(runner, directory.resolve(where + ".log"), command)) {
            assertThat(job.exitValue()).as(job.output()).isZero();
        }
        assertThat(directory.resolve("letters-" + where).resolve("stage=decode"))
                .doesNotExist();
    }

    private static AutoCloseable subscribe(String topic, List<String> received) {
        var client = Mqtt5Client.builder()
                .serverHost(mosquitto.uri().getHost())
                .serverPort(mosquitto.port())
                .buildBlocking();
        client.connect();
        client.toAsync()
                .subscribeWith()
                .topicFilter(topic + "/+")
                .callback(message -> received.add(text(message)))
                .send()
                .join();
        return client::disconnect;
    }

    private static String text(Mqtt5Publish message) {
        return message.getTopic().getLevels().get(1) + " "
                + new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }

    private static String text(ConsumerRecord<String, String> record) {
        return record.key() + " " + record.value();
    }

    private static List<String> alarms() throws SQLException {
        return Duck.lines("""
                SELECT format('{} {{"id":{},"celsius":{},"event_time":"{}"}}', id, id, celsius,
                         rtrim(strftime(event_time, '%Y-%m-%d %H:%M:%S.%g'), '0'))
                FROM
                """ + readings + " WHERE celsius > 40");
    }

    /** Their keys are the values that are there. */
    private static List<String> minutes() throws SQLException {
        return Duck.lines("""
                SELECT concat(coalesce(nullif(concat_ws('|', status, flag), ''), 'null'), ' ',
                         '{"status":', coalesce('"' || status || '"', 'null'), ',"flag":', coalesce(flag::VARCHAR, 'null'),
                         ',"minute_start":"', strftime(minute_start, '%Y-%m-%d %H:%M:%S'), '","minute_end":"',
                         strftime(minute_start + INTERVAL 1 MINUTE, '%Y-%m-%d %H:%M:%S'), '","num":', num,
                         ',"hottest":', coalesce(hottest::VARCHAR, 'null'), ',"average":', coalesce(average::VARCHAR, 'null'),
                         ',"total":', total, '}')
                FROM (SELECT status, flag, time_bucket(INTERVAL 1 MINUTE, event_time) AS minute_start, count(*) AS num,
                        max(celsius) AS hottest, avg(celsius) AS average, sum(price) AS total
                      FROM
                """ + readings + " GROUP BY ALL)");
    }
}
