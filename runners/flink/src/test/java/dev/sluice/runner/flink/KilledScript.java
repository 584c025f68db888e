package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.server.ChildJvm;
import dev.sluice.server.FlinkCluster;
import dev.sluice.server.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A script's job on Flink that writes what a device sends into a lake, and its windows into Kafka; and what can befall it. A round: the device sends
 * for a while, a fault happens at a random moment of it, and when all should be there, it is looked at.
 */
final class KilledScript implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int ROUND_RECORDS = 3_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SCRIPT = """
            CREATE TABLE readings (
              client_id STRING, `timestamp` TIMESTAMP(3), humidity DOUBLE, temperature DOUBLE, pressure DOUBLE, pitch DOUBLE,
              roll DOUBLE, yaw DOUBLE, `count` BIGINT, WATERMARK FOR `timestamp` AS `timestamp` - INTERVAL '5' SECOND
            ) WITH ('connector' = 'kafka', 'topic' = 'readings', 'properties.bootstrap.servers' = '${kafka}',
              'scan.startup.mode' = 'earliest-offset', 'scan.watermark.idle-timeout' = '1 h', 'format' = 'json');
            CREATE TABLE archive (
              client_id STRING, `timestamp` TIMESTAMP(3), humidity DOUBLE, temperature DOUBLE, pressure DOUBLE, pitch DOUBLE,
              roll DOUBLE, yaw DOUBLE, `count` BIGINT
            ) PARTITIONED BY (`timestamp`) WITH ('connector' = 'filesystem', 'path' = '${lake}', 'format' = 'parquet',
              'sink.rolling-policy.rollover-interval' = '1 s');
            CREATE TABLE windows (window_start TIMESTAMP(3), num BIGINT, hottest DOUBLE)
            WITH ('connector' = 'kafka', 'topic' = 'windows', 'properties.bootstrap.servers' = '${kafka}', 'format' = 'json');
            EXECUTE STATEMENT SET BEGIN
              INSERT INTO archive SELECT * FROM readings;
              INSERT INTO windows SELECT window_start, COUNT(*), MAX(temperature)
              FROM TABLE(HOP(TABLE readings, DESCRIPTOR(`timestamp`), INTERVAL '10' SECOND, INTERVAL '30' SECOND))
              GROUP BY window_start, window_end;
            END;
            """;

    /** The windows that both partitions have gone past, of which the first few begin before the first record. */
    private static final String WINDOWS = """
            SELECT strftime(start, '%%Y-%%m-%%d %%H:%%M:%%S') || ' ' || count(*) || ' ' || max(temperature)
            FROM (SELECT *, time_bucket(INTERVAL 10 SECOND, "timestamp"::TIMESTAMP) - k * INTERVAL 10 SECOND AS start,
                    max("timestamp"::TIMESTAMP) OVER () AS newest
                  FROM read_json('%s', format = 'newline_delimited'), range(3) r(k))
            WHERE start + INTERVAL 40 SECOND < newest
            GROUP BY start""";

    private final Path directory;
    private final Path lake;
    private final Faults faults;
    private final KafkaServer kafka;
    private final @Nullable FlinkCluster cluster;
    private final Production production;
    private final LakeWatch watch;
    private final List<String> command;
    private @Nullable ChildJvm job;
    private int starts;
    private int taskManagers;

    private KilledScript(Path directory, Faults faults, boolean onCluster) throws IOException, SQLException {
        this.directory = Files.createDirectories(directory);
        this.faults = faults;
        lake = directory.resolve("lake");
        kafka = KafkaServer.start(directory.resolve("kafka"));
        kafka.createTopic("windows", 2);
        cluster =
                onCluster ? FlinkCluster.start(FlinkDistribution.classPath(), directory.resolve("flink"), 1, 1) : null;
        production = Production.to(kafka, "readings", 2, 1, directory.resolve("sent.ndjson"));
        watch = LakeWatch.of(lake);
        command = command(script());
    }

    /** A job whose Flink runs in its own JVM. */
    static KilledScript inOneJvm(Path directory, Faults faults) throws IOException, SQLException {
        return new KilledScript(directory, faults, false);
    }

    /** A job on a cluster of one TaskManager. */
    static KilledScript onCluster(Path directory, Faults faults) throws IOException, SQLException {
        return new KilledScript(directory, faults, true);
    }

    private Path script() throws IOException {
        Path script = directory.resolve("readings.sql");
        return Files.writeString(
                script, SCRIPT.replace("${kafka}", kafka.bootstrapServers()).replace("${lake}", lake.toString()));
    }

    private List<String> command(Path script) {
        List<String> words = new ArrayList<>(List.of(
                "sql",
                "--script=" + script,
                "--catalog=" + directory.resolve("tables"),
                "--checkpoint=" + directory.resolve("checkpoint"),
                "--deadLetters=" + directory.resolve("letters")));
        if (cluster != null) {
            words.addAll(List.of(
                    "--flinkMaster=" + cluster.restAddress(),
                    "--filesToStage=" + FlinkDistribution.jar(),
                    "--parallelism=1",
                    "--numberOfExecutionRetries=1000"));
        }
        return words;
    }

    /** Starts the job, or starts it again by the same command. */
    ChildJvm start() throws IOException {
        ChildJvm started = SluiceProcess.start("FlinkRunner", directory.resolve("job-" + starts++), command);
        await("the job to start")
                .atMost(PATIENCE)
                .until(() -> !started.isAlive() || started.output().contains("checkpoint  "));
        job = started;
        return started;
    }

    /** The device sends, a fault happens, and what should be there is looked at. */
    void round(Fault fault) throws Exception {
        CompletableFuture<Void> sending = production.send(ROUND_RECORDS, ROUND);
        String what = fault.happen();
        sending.join();
        long sent = production.sent();
        await("all " + sent + " rows").atMost(PATIENCE).until(() -> watch.rows() >= sent);
        faults.add(Verdict.of("SQL: " + what, lake, production.file(), watch, directory));
    }

    /**
     * Lets the device send once more: a job that goes on knows of event time by what comes then. Each window is there, once or more; and none is
     * there that has counted a record twice, or not.
     */
    void lookAtWindows() throws Exception {
        round(() -> "left alone");
        Set<String> expected = new HashSet<>(Duck.lines(WINDOWS.formatted(production.file())));
        Set<String> distinct = new HashSet<>();
        AtomicInteger records = new AtomicInteger();
        await("all windows").atMost(PATIENCE).untilAsserted(() -> {
            List<String> found = KafkaRecords.of(kafka, "windows").stream()
                    .map(KilledScript::window)
                    .toList();
            records.set(found.size());
            distinct.addAll(found);
            Set<String> missing = new TreeSet<>(expected);
            missing.removeAll(distinct);
            assertThat(missing).hasSize(0);
        });
        Faults.say("SQL: %,d windows, each there, %,d of their rows twice or more"
                .formatted(expected.size(), records.get() - distinct.size()));
        Set<String> starts = new HashSet<>();
        for (String window : distinct) {
            assertThat(starts.add(window.substring(0, 19)))
                    .as("one result of the window " + window)
                    .isTrue();
        }
    }

    /** Something that happens while the device sends, and says what it was. */
    @FunctionalInterface
    interface Fault {
        String happen() throws Exception;
    }

    private static String window(ConsumerRecord<String, String> record) {
        try {
            JsonNode window = JSON.readTree(record.value());
            return window.get("window_start").asText() + " " + window.get("num").asText() + " "
                    + window.get("hottest").asText();
        } catch (IOException e) {
            throw new AssertionError(record.value(), e);
        }
    }

    /** Kills the job's JVM at a random moment, and starts it again by the same command. */
    String kill() throws Exception {
        long millis = randomMoment();
        job().kill();
        resume();
        return "JVM killed after " + millis + " ms";
    }

    /** Stops the job by SIGTERM at a random moment, and starts it again by the same command. */
    String stop() throws Exception {
        long millis = randomMoment();
        ChildJvm stopped = job();
        stopped.terminate();
        assertThat(stopped.waitFor(PATIENCE)).isTrue();
        assertThat(stopped.exitValue()).isEqualTo(143);
        resume();
        return "stopped by SIGTERM after " + millis + " ms";
    }

    private void resume() throws IOException {
        ChildJvm resumed = start();
        await("the job to go on")
                .atMost(PATIENCE)
                .until(() -> resumed.output().contains("resumes from   Flink's checkpoint"));
    }

    /** Kills the TaskManager at a random moment, and starts another one. */
    String killTaskManager() throws Exception {
        long millis = randomMoment();
        if (cluster == null) {
            throw new IllegalStateException("there is no cluster");
        }
        cluster.taskManager(taskManagers++).kill();
        cluster.startTaskManager();
        return "TaskManager killed after " + millis + " ms";
    }

    /** Once it has published anything: before its first checkpoint it would begin anew. */
    private long randomMoment() throws InterruptedException {
        await("something in the lake").atMost(PATIENCE).until(() -> watch.rows() > 0);
        long millis = faults.random().nextLong(ROUND.toMillis());
        TimeUnit.MILLISECONDS.sleep(millis);
        return millis;
    }

    private ChildJvm job() {
        if (job == null) {
            throw new IllegalStateException("the job was not started");
        }
        return job;
    }

    @Override
    public void close() throws Exception {
        if (job != null) {
            job.close();
        }
        if (cluster != null) {
            cluster.close();
        }
        watch.close();
        production.close();
        kafka.close();
    }
}
