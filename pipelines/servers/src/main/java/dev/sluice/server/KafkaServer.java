package dev.sluice.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;

/**
 * One Apache Kafka node in this JVM, broker and KRaft controller in one: PLAINTEXT on one port of 127.0.0.1, and a second
 * port for the controller. {@link SecureKafkaServer} is one with more doors.
 *
 * <p>The directory holds its configuration and its log; a server started again on the same directory has the topics,
 * records and committed offsets of the one before. Records are kept for ever: no retention by time or size, no
 * compaction. Topics are created by {@link #createTopic} or an admin client, never by use. A record may have 1 MiB,
 * Kafka's default. There is one replica of everything, transactions included.
 *
 * <p>Where Kafka would end its process (a fatal fault, such as a log directory that was deleted), the thread at fault gets
 * an exception here, for the whole JVM.
 */
public final class KafkaServer implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final KafkaRaftServer node;
    private final Admin admin;
    private final int port;

    private KafkaServer(KafkaRaftServer node, int port) {
        this.node = node;
        this.port = port;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + port));
    }

    /**
     * Starts a node on a free port and returns when it takes requests.
     *
     * @param directory its own directory, made and formatted where it is new
     * @throws IllegalStateException if it does not start
     */
    public static KafkaServer start(Path directory) {
        return Ports.start(port -> start(directory, port));
    }

    /**
     * Starts a node on the given port, for a restart, and returns when it takes requests.
     *
     * @param directory its own directory, made and formatted where it is new
     * @throws IllegalStateException if it does not start, or the port is taken
     */
    public static KafkaServer start(Path directory, int port) {
        return start(directory, port, List.of(), List.of());
    }

    /**
     * Starts a node that listens on more than its plain port.
     *
     * @param scram users, each as {@code kafka-storage format --add-scram} takes them, who are there from the first start on
     */
    static KafkaServer start(Path directory, int port, List<KafkaListener> listeners, List<String> scram) {
        return Ports.start(controllerPort -> start(directory, port, controllerPort, listeners, scram));
    }

    private static KafkaServer start(
            Path directory, int port, int controllerPort, List<KafkaListener> listeners, List<String> scram) {
        neverEndThisProcess();
        Properties properties = properties(directory, port, controllerPort);
        listeners.forEach(listener -> listener.addTo(properties));
        format(directory, properties, scram);
        KafkaRaftServer node = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        try {
            node.startup();
        } catch (RuntimeException e) {
            stop(node);
            throw new IllegalStateException(
                    "Kafka does not start on ports " + port + " and " + controllerPort + " in " + directory, e);
        }
        return new KafkaServer(node, port);
    }

    /** Returns where clients connect, {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Returns the port, for a restart on the same one. */
    public int port() {
        return port;
    }

    /**
     * Creates a topic and returns when it is there.
     *
     * @throws IllegalStateException if it exists, or the name or the number is not one
     */
    public void createTopic(String name, int partitions) {
        NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty());
        await(admin.createTopics(List.of(topic)).all(), "create topic " + name);
    }

    /**
     * Returns how many records the topic has taken: the sum of its partitions' end offsets, where a transaction's markers
     * count too.
     *
     * @throws IllegalStateException if there is no such topic
     */
    public long records(String topic) {
        TopicDescription description = await(
                        admin.describeTopics(List.of(topic)).allTopicNames(), "describe topic " + topic)
                .values()
                .iterator()
                .next();
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(
                        0, description.partitions().size())
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return await(admin.listOffsets(ends).all(), "list the offsets of topic " + topic).values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }

    /** Stops the node in order; its directory stays. */
    @Override
    public void close() {
        admin.close();
        stop(node);
    }

    private static void stop(KafkaRaftServer node) {
        node.shutdown();
        node.awaitShutdown();
    }

    private static Properties properties(Path directory, int port, int controllerPort) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "controller.listener.names", "CONTROLLER",
                "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners", "BROKER://127.0.0.1:" + port,
                "inter.broker.listener.name", "BROKER",
                "listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs", directory.resolve("log").toAbsolutePath().toString()));
        // one of everything, and nothing that appears or disappears by itself
        properties.putAll(Map.of(
                "auto.create.topics.enable", "false",
                "num.partitions", "1",
                "default.replication.factor", "1",
                "offsets.topic.num.partitions", "1",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "log.retention.ms", "-1",
                "offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE)));
        // small and quick; the cleaner alone would allocate 128 MB
        properties.putAll(Map.of(
                "log.cleaner.enable", "false",
                "num.network.threads", "2",
                "num.io.threads", "2",
                "background.threads", "2",
                "group.initial.rebalance.delay.ms", "0",
                "broker.heartbeat.interval.ms", "500"));
        return properties;
    }

    /** Gives a new directory its identity, by the tool that ships with Kafka; leaves a formatted one as it is. */
    private static void format(Path directory, Properties properties, List<String> scram) {
        Path config = directory.resolve("server.properties");
        try {
            Files.createDirectories(directory);
            try (Writer writer = Files.newBufferedWriter(config)) {
                properties.store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (Files.exists(directory.resolve("log").resolve("meta.properties"))) {
            return;
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<String> words = new ArrayList<>(List.of(
                "format",
                "--cluster-id",
                Uuid.randomUuid().toString(),
                "--config",
                config.toString(),
                "--ignore-formatted"));
        scram.forEach(user -> words.addAll(List.of("--add-scram", user)));
        int exitCode =
                StorageTool.execute(words.toArray(String[]::new), new PrintStream(said, true, StandardCharsets.UTF_8));
        if (exitCode != 0) {
            throw new IllegalStateException("could not format " + directory + " for Kafka: exit code " + exitCode + ", "
                    + said.toString(StandardCharsets.UTF_8));
        }
    }

    private static void neverEndThisProcess() {
        Exit.Procedure refusal = (exitCode, message) -> {
            throw new IllegalStateException(
                    "Kafka would have ended its process with exit code " + exitCode + ": " + message);
        };
        Exit.setExitProcedure(refusal);
        Exit.setHaltProcedure(refusal);
    }

    private <T> T await(KafkaFuture<T> future, String task) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka at " + bootstrapServers() + " could not " + task, e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "Kafka at " + bootstrapServers() + " could not " + task + " in " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to " + task, e);
        }
    }
}
