package dev.sluice.runner.flink;

import static org.awaitility.Awaitility.await;

import dev.sluice.server.MosquittoConfig;
import dev.sluice.server.MosquittoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Devices publish steadily to Mosquitto, a lake job reads, and Beam's MqttIO beside it. Evenly over the time of the devices
 * the job is stopped, killed and started, and the broker is stopped in order and started. The devices wait where that takes
 * long: Mosquitto 2.0.11 does not keep more than 65,535 messages for one session soundly.
 */
final class MqttRun implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final String TOPIC_FILTER = "streaming-data/#";

    private final Path directory;
    private final Path lake;
    private final MqttLakeJob job;
    private final @Nullable MqttIoPeer peer;
    private final MqttProduction production;
    private MosquittoServer broker;
    private long seen;

    private MqttRun(Path directory, MqttLakeJob job, int messages, int perSecond, boolean beside) throws IOException {
        this.directory = Files.createDirectories(directory);
        this.job = job;
        lake = directory.resolve("lake");
        broker = MosquittoServer.start(directory.resolve("mosquitto"), config());
        peer = beside ? new MqttIoPeer(broker.uri().toString(), directory) : null;
        production = new MqttProduction(broker.uri().toString(), directory.resolve("sent.ndjson"), messages, perSecond);
    }

    /** @param beside whether MqttIO runs beside the job */
    static MqttRun of(Path directory, MqttLakeJob job, int messages, int perSecond, boolean beside) throws IOException {
        return new MqttRun(directory, job, messages, perSecond, beside);
    }

    private static MosquittoConfig config() {
        return MosquittoConfig.open().with("log_type subscribe");
    }

    /**
     * What came of it.
     *
     * @param lost messages that were sent and are not in the lake
     * @param doubles rows that are there twice
     * @param lostByMqttIo messages that MqttIO has never given; -1: it was not asked
     */
    record Outcome(long sent, long lost, long doubles, long lostByMqttIo) {
        @Override
        public String toString() {
            return "sent %,d, lost %,d, twice %,d%s"
                    .formatted(
                            sent,
                            lost,
                            doubles,
                            lostByMqttIo < 0 ? "" : "; lost by MqttIO %,d".formatted(lostByMqttIo));
        }
    }

    /**
     * Runs it.
     *
     * @param brokerStops how often the broker is stopped and started
     * @param more options of the job beside those that name its stream
     */
    Outcome run(int brokerStops, List<String> more) throws Exception {
        List<String> options = new ArrayList<>(List.of(
                "lake",
                "--source=mqtt",
                "--broker=" + broker.uri(),
                "--topic=" + TOPIC_FILTER,
                "--table=sense_hat",
                "--partitionBy=timestamp",
                "--output=" + lake));
        options.addAll(more);
        job.start(options);
        if (peer != null) {
            peer.start();
        }
        awaitSubscriptions(peer == null ? 1 : 2);
        CompletableFuture<Void> sending = production.send();
        List<MqttLakeJob.Fault> faults = faults(brokerStops);
        for (int i = 0; i < faults.size(); i++) {
            production.allow(part(i + 2, faults.size() + 1));
            awaitSent(part(i + 1, faults.size() + 1), sending);
            awaitMore();
            MqttRun.say(faults.get(i).happen() + ", " + production.sent() + " messages sent");
        }
        production.allow(production.messages());
        awaitSent(production.messages(), sending);
        sending.join();
        return outcome();
    }

    private int part(int of, int parts) {
        return (int) Math.min(production.messages(), (long) production.messages() * of / parts);
    }

    /** A job that has done nothing since it was started has nothing to lose. */
    private void awaitMore() {
        await("rows that were not there before").atMost(PATIENCE).until(() -> {
            job.assertRuns();
            long rows = figures().rows();
            boolean more = rows > seen;
            seen = Math.max(seen, rows);
            return more;
        });
    }

    /** In turn one of the job's and one of the broker's. */
    private List<MqttLakeJob.Fault> faults(int brokerStops) {
        List<MqttLakeJob.Fault> ofJob = job.faults(this::pause);
        List<MqttLakeJob.Fault> all = new ArrayList<>();
        for (int i = 0; i < Math.max(ofJob.size(), brokerStops); i++) {
            if (i < ofJob.size()) {
                MqttLakeJob.Fault fault = ofJob.get(i);
                all.add(() -> {
                    String what = fault.happen();
                    startPeer();
                    return what;
                });
            }
            if (i < brokerStops) {
                all.add(this::restartBroker);
            }
        }
        return all;
    }

    /** Whatever stops the job stops what runs beside it. */
    private void pause() throws Exception {
        if (peer != null) {
            peer.kill();
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }

    private void startPeer() throws IOException {
        if (peer != null) {
            peer.start();
        }
    }

    private String restartBroker() {
        broker.stop();
        broker = MosquittoServer.start(directory.resolve("mosquitto"), broker.port(), config());
        return "broker stopped by SIGTERM, and started";
    }

    private void awaitSent(long messages, CompletableFuture<Void> sending) {
        await(messages + " messages to be sent").atMost(Duration.ofMinutes(20)).until(() -> {
            if (peer != null) {
                peer.revive();
            }
            if (sending.isCompletedExceptionally()) {
                sending.join();
            }
            return production.sent() >= messages;
        });
    }

    /** Before it the broker keeps nothing. */
    private void awaitSubscriptions(int count) {
        await("subscriptions").atMost(PATIENCE).until(() -> {
            try (Stream<String> lines = Files.lines(directory.resolve("mosquitto/mosquitto.log"))) {
                return lines.filter(line -> line.endsWith(TOPIC_FILTER)).count() >= count;
            }
        });
    }

    private Outcome outcome() throws Exception {
        long sent = LakeCheck.source(production.file()).distinct();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        LakeCheck.Figures found = figures();
        while (found.distinct() < sent && System.nanoTime() < deadline) {
            job.assertRuns();
            TimeUnit.SECONDS.sleep(1);
            found = figures();
        }
        long byPeer = awaitPeer();
        // What comes twice may come late.
        TimeUnit.SECONDS.sleep(5);
        found = figures();
        return new Outcome(
                sent, sent - found.distinct(), found.rows() - found.distinct(), peer == null ? -1 : sent - byPeer);
    }

    /** It is slower: as long as something comes it is waited for. */
    private long awaitPeer() throws Exception {
        long received = -1;
        while (peer != null && peer.received() > received) {
            received = peer.received();
            TimeUnit.SECONDS.sleep(10);
        }
        return received;
    }

    private LakeCheck.Figures figures() throws SQLException {
        try {
            return LakeCheck.lake(lake);
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains("No files found")) {
                return LakeCheck.Figures.NONE;
            }
            throw e;
        }
    }

    static void say(String line) {
        Faults.say("MQTT: " + line);
    }

    @Override
    public void close() throws Exception {
        job.close();
        if (peer != null) {
            peer.close();
        }
        broker.close();
    }
}
