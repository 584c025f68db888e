package dev.sluice.runner.flink;

import dev.sluice.server.ChildJvm;
import dev.sluice.server.JavaCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.mqtt.MqttIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.jspecify.annotations.Nullable;

/**
 * Beam's own MQTT source beside ours, for comparison: a pipeline on DirectRunner that writes each message to a file at once,
 * so that nothing which it has read can be lost behind it. It is killed whenever the job is stopped or killed, and started with it; where it fails by
 * itself it is started again.
 */
final class MqttIoPeer implements AutoCloseable {

    private final String broker;
    private final Path directory;
    private @Nullable ChildJvm process;
    private int starts;

    MqttIoPeer(String broker, Path directory) {
        this.broker = broker;
        this.directory = directory;
    }

    /** Starts it, unless it runs. */
    void start() throws IOException {
        if (process == null || !process.isAlive()) {
            process = JavaCommand.of(MqttIoPeer.class.getName())
                    .withClassPath(classPath())
                    .withFlags("-Xmx512m", "-XX:TieredStopAtLevel=1")
                    .withOpens()
                    .withArguments(broker, file().toString())
                    .start(directory.resolve("mqttio-" + starts++ + ".log"));
        }
    }

    void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /** Starts it again where it has failed, as an operator would. */
    void revive() throws IOException {
        if (process != null) {
            start();
        }
    }

    /** How many different messages it has received. */
    long received() throws IOException {
        if (!Files.exists(file())) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(file())) {
            return lines.distinct().count();
        }
    }

    private Path file() {
        return directory.resolve("mqttio.ndjson");
    }

    /** DirectRunner's class path, and of this one's what MqttIO needs. */
    private static String classPath() throws IOException {
        String ours = Arrays.stream(System.getProperty("java.class.path").split(":"))
                .filter(entry -> entry.endsWith("test-classes") || entry.matches(".*(io-mqtt|mqtt-client-1|hawt).*"))
                .collect(Collectors.joining(":"));
        Path direct = Path.of("../direct/target").toAbsolutePath().normalize();
        return ours + ":" + direct.resolve("classes") + ":"
                + Files.readString(direct.resolve("classpath")).strip();
    }

    @Override
    public void close() {
        kill();
    }

    /** The pipeline: the broker's address, and the file that takes the messages. */
    public static void main(String[] arguments) {
        String uri = arguments[0].replace("mqtt://", "tcp://");
        Pipeline pipeline = Pipeline.create(
                PipelineOptionsFactory.fromArgs("--enforceImmutability=false").create());
        pipeline.apply(
                        "Read",
                        MqttIO.read()
                                .withConnectionConfiguration(
                                        MqttIO.ConnectionConfiguration.create(uri, "streaming-data/#")
                                                .withClientId("mqttio")))
                .apply("Write", ParDo.of(new Append(arguments[1])));
        var unused = pipeline.run().waitUntilFinish();
    }

    private static final class Append extends DoFn<byte[], Void> {

        private static final Object FILE = new Object();

        private final String file;

        Append(String file) {
            this.file = file;
        }

        @ProcessElement
        public void process(@Element byte[] message) throws IOException {
            synchronized (FILE) {
                Files.writeString(
                        Path.of(file),
                        new String(message, StandardCharsets.UTF_8) + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
        }
    }
}
