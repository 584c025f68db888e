package dev.sluice.benchmark;

import dev.sluice.server.ChildJvm;
import dev.sluice.server.JavaCommand;
import dev.sluice.server.KafkaServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Kafka broker in a JVM of its own, so that its CPU and memory are not the job's. It dies with this JVM. */
final class KafkaNode implements AutoCloseable {

    private static final int PARTITIONS = 2;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(200);

    private final ChildJvm jvm;
    private final String bootstrapServers;

    private KafkaNode(ChildJvm jvm, String bootstrapServers) {
        this.jvm = jvm;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts the broker and returns when it takes requests and the topics are there.
     *
     * @param directory where its data lies
     * @param topics to be created, each with two partitions
     * @param log takes what it says
     * @throws IllegalStateException if it does not start
     */
    static KafkaNode start(Path directory, List<String> topics, Path log) throws IOException {
        Path address = directory.resolveSibling(directory.getFileName() + ".address");
        ChildJvm jvm = JavaCommand.of(Main.class.getName())
                .withFlags("-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-Dsluice.log=" + log)
                .withArguments(directory.toString(), address.toString())
                .withArguments(topics.toArray(String[]::new))
                .start(log.resolveSibling(log.getFileName() + ".out"));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(address)) {
            if (jvm.waitFor(LOOK) || System.nanoTime() > deadline) {
                jvm.close();
                throw new IllegalStateException("the Kafka broker did not start in " + PATIENCE.toSeconds()
                        + " s; it said: " + jvm.output().strip());
            }
        }
        return new KafkaNode(jvm, Files.readString(address));
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        jvm.close();
    }

    /** The broker's side: starts, writes down its address, and runs until it is ended. */
    static final class Main {

        private Main() {}

        /**
         * Runs the broker until the process is ended.
         *
         * @param arguments where the data lies, the file that takes the address, and the topics
         */
        public static void main(String[] arguments) throws IOException, InterruptedException {
            KafkaServer server = KafkaServer.start(Path.of(arguments[0]));
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "kafka-closer"));
            for (String topic : List.of(arguments).subList(2, arguments.length)) {
                server.createTopic(topic, PARTITIONS);
            }
            publish(server.bootstrapServers(), Path.of(arguments[1]));
            Thread.currentThread().join();
        }

        /** Renamed into place, so that it is there as a whole or not at all. */
        private static void publish(String bootstrapServers, Path file) {
            try {
                Path pending = file.resolveSibling(file.getFileName() + ".pending");
                Files.writeString(pending, bootstrapServers);
                Files.move(pending, file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
