package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.server.ChildJvm;
import dev.sluice.server.KafkaServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of a script end beside a partition that gives nothing, once it has been silent for as long as its table says. */
class SqlIdlePartitionIT {

    private static final LocalDateTime FIRST = LocalDateTime.parse("2020-04-16T11:00:00");
    private static final int SECONDS = 35;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
    void windowsOfTenSecondsEndBesideASilentPartition(String runner) throws Exception {
        try (KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"))) {
            kafka.createTopic("readings", 3);
            send(kafka);
            Path script = Files.writeString(directory.resolve("script.sql"), """
                    CREATE TABLE readings (sensor INT, event_time TIMESTAMP(3), WATERMARK FOR event_time AS event_time)
                    WITH ('connector' = 'kafka', 'topic' = 'readings', 'properties.bootstrap.servers' = '%s',
                      'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '2 s', 'format' = 'json');
                    SELECT window_start, COUNT(*) AS num, SUM(sensor) AS total
                    FROM TABLE(TUMBLE(TABLE readings, DESCRIPTOR(event_time), INTERVAL '10' SECOND))
                    GROUP BY window_start, window_end;
                    """.formatted(kafka.bootstrapServers()));
            try (ChildJvm job = SluiceProcess.start(
                    runner,
                    directory.resolve("job"),
                    List.of(
                            "sql",
                            "--script=" + script,
                            "--format=json",
                            "--catalog=" + directory.resolve("tables"),
                            "--checkpoint=" + directory.resolve("checkpoint"),
                            "--deadLetters=" + directory.resolve("letters")))) {
                // The fourth ends, too: where all are silent, event time goes by the clock.
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(windows(job))
                                .containsExactlyInAnyOrder(
                                        "{\"window_start\": \"2020-04-16 11:00:00.000\", \"num\": 20, \"total\": 10}",
                                        "{\"window_start\": \"2020-04-16 11:00:10.000\", \"num\": 20, \"total\": 10}",
                                        "{\"window_start\": \"2020-04-16 11:00:20.000\", \"num\": 20, \"total\": 10}",
                                        "{\"window_start\": \"2020-04-16 11:00:30.000\", \"num\": 10, \"total\": 5}"));
            }
        }
    }

    private static List<String> windows(ChildJvm job) {
        return job.output().lines().filter(line -> line.startsWith("{")).toList();
    }

    /** A record a second into each of two partitions, and none into the third. */
    private static void send(KafkaServer kafka) {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (int second = 0; second < SECONDS; second++) {
                for (int sensor = 0; sensor < 2; sensor++) {
                    var unused = producer.send(new ProducerRecord<>(
                            "readings",
                            sensor,
                            null,
                            "{\"sensor\": %d, \"event_time\": \"%s\"}"
                                    .formatted(sensor, FIRST.plusSeconds(second) + (second % 60 == 0 ? ":00" : ""))));
                }
            }
        }
    }
}
