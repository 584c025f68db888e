package dev.sluice.job.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connector.mqtt.MqttConnector;
import dev.sluice.job.CommandLine;
import dev.sluice.record.Durability;
import dev.sluice.record.JobLocal;
import dev.sluice.record.RawRecord;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import dev.sluice.server.CertificateAuthority;
import dev.sluice.server.CertificateAuthority.Identity;
import dev.sluice.server.MosquittoConfig;
import dev.sluice.server.MosquittoServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A device and a broker that asks for certificates, and goes away for a while. */
@Timeout(180)
final class PublishIT {

    @TempDir
    Path directory;

    @Test
    void everyReadingArrivesInOrderThoughTheBrokerWasAwayAndTheJobWasStartedAnew() throws Exception {
        CertificateAuthority authority = CertificateAuthority.create(directory.resolve("authority"));
        Identity device = authority.issue("garden");
        MosquittoConfig mutualTls = MosquittoConfig.mutualTls(authority.issue("broker"), authority);
        MosquittoServer broker = MosquittoServer.start(directory.resolve("broker"), mutualTls);
        try {
            Listener listener = new Listener(broker.uri(), authority, device);
            assertThat(listener.messages(1, Duration.ofMillis(100)))
                    .as("what is published from now on is kept for the listener")
                    .isEmpty();
            PublishConfig config = config(broker.uri(), authority, device);

            try (Run run = new Run(config, "PublishIT-1")) {
                await().atMost(Duration.ofSeconds(60)).until(() -> run.spool().sent() >= 10);
                broker.stop();
                await().atMost(Duration.ofSeconds(30)).until(() -> run.outbox().away() != null);
                long gone = run.spool().last();
                await().atMost(Duration.ofSeconds(60)).until(() -> run.spool().last() >= gone + 40);
                run.stop();
            }
            broker = MosquittoServer.start(directory.resolve("broker"), broker.port(), mutualTls);
            long last;
            try (Run run = new Run(config, "PublishIT-2")) {
                long before = run.before();
                await().atMost(Duration.ofSeconds(60)).until(() -> run.spool().sent() > before);
                run.stop();
                assertThat(run.spool().awaitEmpty(Duration.ofSeconds(30))).isTrue();
                last = run.spool().last();
            }

            List<RawRecord> received = new ArrayList<>();
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                received.clear();
                received.addAll(listener.messages(10_000, Duration.ofSeconds(1)));
                return counts(received).size() > last;
            });
            assertThat(counts(received))
                    .isEqualTo(LongStream.rangeClosed(0, last).boxed().toList());
            JsonNode first = new ObjectMapper().readTree(received.get(0).payload());
            assertThat(first.get("client_id").asText()).isEqualTo("garden");
            assertThat(first.get("timestamp").asText()).matches("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}");
            assertThat(first.get("temperature").isDouble()).isTrue();
            assertThat(received.get(0).attributes())
                    .containsEntry("topic", "streaming-data/garden")
                    .containsEntry("qos", "1");
        } finally {
            broker.close();
        }
    }

    /** What was received, each count once: a message that was on its way when a connection broke may come again. */
    private static List<Long> counts(List<RawRecord> received) throws IOException {
        Set<Long> seen = new HashSet<>();
        List<Long> counts = new ArrayList<>();
        for (RawRecord record : received) {
            long count =
                    new ObjectMapper().readTree(record.payload()).get("count").asLong();
            if (seen.add(count)) {
                counts.add(count);
            }
        }
        return counts;
    }

    private PublishConfig config(URI broker, CertificateAuthority authority, Identity device) throws Exception {
        List<String> mistakes = new ArrayList<>();
        PublishOptions options = CommandLine.parse(List.of(
                        "--broker=" + broker,
                        "--caFile=" + authority.certificate(),
                        "--certificateFile=" + device.certificate(),
                        "--keyFile=" + device.key(),
                        "--device=emulated:day-cycle",
                        "--interval=PT0.05S",
                        "--clientId=garden",
                        "--topic=streaming-data/${client_id}",
                        "--spool=" + directory.resolve("spool"),
                        "--deadLetters=" + directory.resolve("letters")))
                .as(PublishOptions.class, mistakes);
        return PublishConfig.from(options, mistakes);
    }

    /** The job, as the command runs it. */
    private static final class Run implements AutoCloseable {

        private final PublishRun run;
        private final long before;
        private final String job;
        private final PipelineResult result;

        Run(PublishConfig config, String job) throws IOException {
            this.job = job;
            run = new PublishRun(config);
            ReadSettings reading = ReadSettings.of(job)
                    .withProgress(run.recover())
                    .withDurability(Durability.PUBLICATION)
                    .withBatchDelay(Duration.ofMillis(50));
            before = run.outbox().spool().last();
            DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
            options.setRunner(DirectRunner.class);
            options.setBlockOnRun(false);
            Pipeline pipeline = Pipeline.create(options);
            PublishJob.assemble(pipeline, config, reading);
            result = pipeline.run();
        }

        /** The last reading of the run before. */
        long before() {
            return before;
        }

        Outbox outbox() {
            return run.outbox();
        }

        Spool spool() {
            return run.outbox().spool();
        }

        void stop() {
            JobLocal.of(job).stop();
            assertThat(result.waitUntilFinish(org.joda.time.Duration.standardSeconds(60)))
                    .isEqualTo(PipelineResult.State.DONE);
        }

        @Override
        public void close() throws IOException {
            run.close();
        }
    }

    /** A session at the broker, which keeps what is published for it. */
    private static final class Listener {

        private final TableDefinition table;
        private final ReadSettings reading = ReadSettings.of("PublishIT-listener");

        Listener(URI broker, CertificateAuthority authority, Identity device) {
            table = TableDefinition.ofRecords(
                    "listener",
                    new Stream(
                            "mqtt",
                            Map.of(
                                    "broker",
                                    broker.toString(),
                                    "caFile",
                                    authority.certificate().toString(),
                                    "certificateFile",
                                    device.certificate().toString(),
                                    "keyFile",
                                    device.key().toString(),
                                    "clientId",
                                    "listener",
                                    "topicFilter",
                                    "streaming-data/#")));
        }

        /** All that was received since the session began. */
        List<RawRecord> messages(int most, Duration patience) throws IOException {
            return new MqttConnector().sample(table, reading, most, patience);
        }
    }
}
