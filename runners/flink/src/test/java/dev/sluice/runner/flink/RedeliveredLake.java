package dev.sluice.runner.flink;

import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import dev.sluice.connector.mqtt.MqttSender;
import dev.sluice.job.generate.DeviceMessages;
import dev.sluice.lake.LakeAudit;
import dev.sluice.server.ChildJvm;
import dev.sluice.server.FlinkCluster;
import dev.sluice.server.MosquittoServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A lake that is filled from an MQTT broker and drops duplicates. A device sends, each tenth message twice, as one does that
 * did not hear its broker's acknowledgement; and the broker gives again what a job that is killed had not acknowledged.
 */
final class RedeliveredLake implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String TOPIC = "streaming-data/one";
    private static final String CLIENT_ID = "lake";
    private static final Instant FIRST = Instant.parse("2020-04-16T11:33:23Z");
    private static final int ROUND_RECORDS = 3_000;
    private static final int TWICE = 10;

    private final Path directory;
    private final Path lake;
    private final Path sent;
    private final OutputStream copy;
    private final LakeWatch watch;
    private final DeviceMessages messages = new DeviceMessages("one", FIRST, Integer.MAX_VALUE, 1);
    private MosquittoServer broker;
    private final AtomicLong count = new AtomicLong();
    private int starts;

    private RedeliveredLake(Path directory) throws IOException, SQLException {
        this.directory = Files.createDirectories(directory);
        lake = directory.resolve("lake");
        sent = directory.resolve("sent.ndjson");
        copy = new BufferedOutputStream(Files.newOutputStream(sent));
        broker = MosquittoServer.start(directory.resolve("broker"));
        watch = LakeWatch.of(lake);
    }

    /** A lake whose broker keeps what is sent from now on, though no job runs yet. */
    static RedeliveredLake start(Path directory) throws IOException, SQLException {
        RedeliveredLake lake = new RedeliveredLake(directory);
        Mqtt5BlockingClient client = Mqtt5Client.builder()
                .identifier(CLIENT_ID)
                .serverHost("127.0.0.1")
                .serverPort(lake.broker.port())
                .buildBlocking();
        client.connectWith().cleanStart(false).noSessionExpiry().send();
        client.subscribeWith()
                .topicFilter("streaming-data/#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .send();
        client.disconnectWith().noSessionExpiry().send();
        return lake;
    }

    /** The job's command; both its window and its checkpoint interval are a second. */
    List<String> command(String... more) {
        return Stream.concat(
                        Stream.of(
                                "lake",
                                "--source=mqtt",
                                "--broker=" + broker.uri(),
                                "--clientId=" + CLIENT_ID,
                                "--topic=streaming-data/#",
                                "--table=sense_hat",
                                "--partitionBy=timestamp",
                                "--deduplicate=client_id,timestamp,count",
                                "--windowSize=PT1S",
                                "--output=" + lake),
                        Stream.of(more))
                .toList();
    }

    Path log() {
        return directory.resolve("job-" + starts++);
    }

    /** Sends a round of messages within some two seconds, in the background. */
    CompletableFuture<Void> send() {
        return CompletableFuture.runAsync(() -> {
            try (MqttSender sender = MqttSender.to(broker.uri().toString())) {
                for (int i = 0; i < ROUND_RECORDS; i++) {
                    byte[] message = messages.next();
                    for (int time = 0; time < (i % TWICE == 0 ? 2 : 1); time++) {
                        sender.send(TOPIC, message);
                    }
                    copy.write(message);
                    copy.write('\n');
                    count.incrementAndGet();
                    if (i % 150 == 0) {
                        TimeUnit.MILLISECONDS.sleep(100);
                    }
                }
                sender.flush();
                copy.flush();
            } catch (IOException e) {
                throw new CompletionException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CompletionException(e);
            }
        });
    }

    /** Messages arrive while a job is at work, which is killed when it next comes to the moment. */
    String killAt(Moment moment, String runner) throws Exception {
        long before = watch.rows();
        KillPoint point = KillPoint.start(flag -> SluiceProcess.start(runner, log(), command(), flag));
        send().join();
        await("something new").atMost(PATIENCE).until(() -> watch.rows() > before);
        long messages = count.get();
        CompletableFuture<Void> sending = send();
        await("new messages").atMost(PATIENCE).until(() -> count.get() > messages + ROUND_RECORDS / 4);
        point.arm(moment, 1, () -> true);
        boolean killed = point.process().waitFor(PATIENCE);
        point.process().kill();
        sending.join();
        return runner + (killed ? " killed: " : " never came to: ") + moment;
    }

    /** Messages arrive while a job is at work, and the broker stops in order and starts again; then the job is killed. */
    String restartBrokerAndKill(String runner) throws Exception {
        long before = watch.rows();
        ChildJvm job = SluiceProcess.start(runner, log(), command());
        send().join();
        await("something new").atMost(PATIENCE).until(() -> watch.rows() > before);
        broker.stop();
        broker = MosquittoServer.start(directory.resolve("broker"), broker.port());
        CompletableFuture<Void> sending = send();
        long then = watch.rows();
        await("something newer").atMost(PATIENCE).until(() -> watch.rows() > then);
        job.kill();
        sending.join();
        return runner + " killed after its broker was restarted";
    }

    /** Messages arrive while a job is at work on a cluster, whose TaskManager is killed after a while and replaced. */
    Verdict killTaskManager(FlinkCluster cluster, int number, Duration after) throws Exception {
        CompletableFuture<Void> sending = send();
        TimeUnit.MILLISECONDS.sleep(after.toMillis());
        cluster.taskManager(number).kill();
        cluster.startTaskManager();
        sending.join();
        awaitAll();
        return Verdict.of("TaskManager killed after " + after.toMillis() + " ms", lake, sent, watch, directory);
    }

    /** Leaves the job alone until the lake has everything, and stops it. */
    Verdict complete(String what, String runner) throws Exception {
        ChildJvm job = SluiceProcess.start(runner, log(), command());
        awaitAll();
        job.terminate();
        job.waitFor(PATIENCE);
        return Verdict.of(what, lake, sent, watch, directory);
    }

    /** Waits until the lake has as many rows as messages were sent. */
    private void awaitAll() {
        await("all " + count + " rows").atMost(PATIENCE).until(() -> watch.rows() >= count.get());
    }

    /** How many messages a device sent twice. */
    long sentTwice() {
        return count.get() / TWICE;
    }

    /** How many messages the lake's job dropped, by its audit. */
    long dropped() throws IOException {
        return LakeAudit.of(lake, false).counts().duplicates();
    }

    @Override
    public void close() throws Exception {
        watch.close();
        copy.close();
        broker.close();
    }
}
