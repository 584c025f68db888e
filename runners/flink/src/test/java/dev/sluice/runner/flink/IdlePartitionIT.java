package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.connector.kafka.KafkaConnector;
import dev.sluice.record.Durability;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import dev.sluice.server.KafkaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Two of three partitions hold a record for each second of event time, and go on giving records of the last one; the third
 * gives none, from the start.
 */
@Timeout(300)
final class IdlePartitionIT {

    private static final Instant FIRST = Instant.parse("2020-04-16T11:00:00Z");
    /** In the fourth window: event time comes no further. */
    private static final Instant LAST = FIRST.plusSeconds(35);

    private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(5);

    /** By test, the windows that were counted: {@code <partition>@<window's start>=<records>}. */
    private static final Map<String, Set<String>> COUNTED = new ConcurrentHashMap<>();

    @TempDir
    Path directory;

    /** With one subtask its reader holds all partitions; with three the silent one is alone on its own. */
    @ParameterizedTest
    @CsvSource({"FlinkRunner, 3", "FlinkRunner, 1", "DirectRunner, 3"})
    void windowsOfTenSecondsGoOnBesideASilentPartition(String runner, int parallelism) throws Exception {
        String test = UUID.randomUUID().toString();
        Set<String> counted = COUNTED.computeIfAbsent(test, t -> ConcurrentHashMap.newKeySet());
        try (KafkaServer kafka = KafkaServer.start(directory);
                KafkaProducer<String, String> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            kafka.createTopic("readings", 3);
            for (Instant at = FIRST; at.isBefore(LAST); at = at.plusSeconds(1)) {
                measure(producer, at);
            }
            producer.flush();
            ScheduledExecutorService sensors = Executors.newSingleThreadScheduledExecutor();
            var unused = sensors.scheduleAtFixedRate(() -> measure(producer, LAST), 0, 100, TimeUnit.MILLISECONDS);

            PipelineResult job =
                    pipeline(options(runner, parallelism), kafka, test).run();
            try {
                await().atMost(Duration.ofMinutes(3))
                        .untilAsserted(() -> assertThat(counted)
                                .contains(
                                        "readings/0@2020-04-16T11:00:00.000Z=10",
                                        "readings/0@2020-04-16T11:00:10.000Z=10",
                                        "readings/0@2020-04-16T11:00:20.000Z=10",
                                        "readings/1@2020-04-16T11:00:00.000Z=10",
                                        "readings/1@2020-04-16T11:00:10.000Z=10",
                                        "readings/1@2020-04-16T11:00:20.000Z=10"));
            } finally {
                sensors.shutdown();
                assertThat(sensors.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
                job.cancel();
            }
        }
    }

    private static void measure(KafkaProducer<String, String> producer, Instant at) {
        for (int partition : List.of(0, 1)) {
            var unused = producer.send(new ProducerRecord<>("readings", partition, null, at.toString()));
        }
    }

    private static PipelineOptions options(String runner, int parallelism) {
        PipelineOptions options = PipelineOptionsFactory.fromArgs("--runner=" + runner, "--blockOnRun=false")
                .create();
        if (runner.equals("FlinkRunner")) {
            FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
            flink.setFlinkMaster("[local]");
            flink.setStreaming(true);
            flink.setAttachedMode(false);
            flink.setParallelism(parallelism);
        }
        return options;
    }

    private static Pipeline pipeline(PipelineOptions options, KafkaServer kafka, String test) {
        TableDefinition table = TableDefinition.ofRecords(
                "readings",
                new Stream("kafka", Map.of("bootstrapServers", kafka.bootstrapServers(), "topicName", "readings")));
        ReadSettings settings = ReadSettings.of(test)
                .withEventTime(payload -> Instant.parse(new String(payload, StandardCharsets.UTF_8)), Duration.ZERO)
                .withIdleTimeout(IDLE_TIMEOUT)
                .withBatchDelay(Duration.ofMillis(20))
                .withDurability(
                        options.getRunner().getSimpleName().equals("DirectRunner")
                                ? Durability.PUBLICATION
                                : Durability.CHECKPOINT);
        Pipeline pipeline = Pipeline.create(options);
        pipeline.apply("Read", new KafkaConnector().read(table, settings))
                .apply("Open", ParDo.of(new Open()))
                .apply("Windows", Window.into(FixedWindows.of(org.joda.time.Duration.standardSeconds(10))))
                .apply("Count", Count.perElement())
                .apply("Collect", ParDo.of(new Collect(test)));
        return pipeline;
    }

    /** Each record's partition, at its event time. */
    private static final class Open extends DoFn<RecordBatch, String> {

        @ProcessElement
        public void process(@Element RecordBatch batch, OutputReceiver<String> partitions) {
            for (int i = 0; i < batch.size(); i++) {
                Instant at = Objects.requireNonNull(batch.eventTime(i));
                partitions.outputWithTimestamp(
                        batch.record(i).partition(), org.joda.time.Instant.ofEpochMilli(at.toEpochMilli()));
            }
        }
    }

    private static final class Collect extends DoFn<KV<String, Long>, Void> {

        private final String test;

        Collect(String test) {
            this.test = test;
        }

        @ProcessElement
        public void process(@Element KV<String, Long> count, BoundedWindow window) {
            COUNTED.get(test).add(count.getKey() + "@" + ((IntervalWindow) window).start() + "=" + count.getValue());
        }
    }
}
