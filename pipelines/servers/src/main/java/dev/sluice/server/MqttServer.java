package dev.sluice.server;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/**
 * HiveMQ Community Edition in this JVM: MQTT 3.1.1 and 5 without TLS and passwords on one port of 127.0.0.1.
 *
 * <p>Sessions and messages live in memory and end with the server; {@link MosquittoServer} is the one that keeps them over
 * a restart. The directory holds its configuration only. A persistent session may have ten million messages queued and
 * 65,535 in flight. It logs through SLF4J, prints no banner and sends nothing to anybody: an embedded HiveMQ never starts
 * its usage statistics, and they are switched off besides.
 *
 * <p>HiveMQ's internal settings are static: what is set here holds for every HiveMQ of this JVM.
 */
public final class MqttServer implements AutoCloseable {

    private static final String CONFIG = """
            <?xml version="1.0"?>
            <hivemq>
              <listeners>
                <tcp-listener>
                  <port>%d</port>
                  <bind-address>127.0.0.1</bind-address>
                </tcp-listener>
              </listeners>
              <mqtt>
                <queued-messages><max-queue-size>10000000</max-queue-size></queued-messages>
                <receive-maximum><server-receive-maximum>65535</server-receive-maximum></receive-maximum>
              </mqtt>
              <persistence><mode>in-memory</mode></persistence>
              <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
            </hivemq>
            """;

    private final EmbeddedHiveMQ broker;
    private final int port;

    private MqttServer(EmbeddedHiveMQ broker, int port) {
        this.broker = broker;
        this.port = port;
    }

    /**
     * Starts a broker on a free port and returns when it accepts connections.
     *
     * @param directory its own directory, made where it is missing
     * @throws IllegalStateException if it does not start
     */
    public static MqttServer start(Path directory) {
        return Ports.start(port -> start(directory, port));
    }

    /**
     * Starts a broker on the given port and returns when it accepts connections. Sessions of an earlier one are gone.
     *
     * @param directory its own directory, made where it is missing
     * @throws IllegalStateException if it does not start, or the port is taken
     */
    public static MqttServer start(Path directory, int port) {
        // 50 by default: a reader that acknowledges at a checkpoint every 10 s would get 5 messages/s
        InternalConfigurations.MAX_INFLIGHT_WINDOW_SIZE_MESSAGES = 65_535;
        // 2 s by default, for stores on disk
        InternalConfigurations.PERSISTENCE_SHUTDOWN_GRACE_PERIOD_MSEC.set(50);
        EmbeddedHiveMQ broker = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration(directory, port))
                .withDataFolder(folder(directory, "data"))
                .withExtensionsFolder(folder(directory, "extensions"))
                .withoutLoggingBootstrap()
                .build();
        MqttServer server = new MqttServer(broker, port);
        // HiveMQ installs a handler for all threads of the JVM, which may call System.exit
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        try {
            broker.start().get();
        } catch (ExecutionException e) {
            server.close();
            throw new IllegalStateException("HiveMQ does not start on port " + port, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            server.close();
            throw new IllegalStateException("interrupted while HiveMQ started", e);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
        return server;
    }

    /** Returns where clients connect, {@code mqtt://127.0.0.1:port}. */
    public URI uri() {
        return URI.create("mqtt://127.0.0.1:" + port);
    }

    /** Returns the port, for a restart on the same one. */
    public int port() {
        return port;
    }

    /** Disconnects all clients, stops the broker and forgets all sessions. Takes about 2 s. */
    @Override
    public void close() {
        try {
            broker.close();
        } catch (ExecutionException e) {
            throw new IllegalStateException("HiveMQ on port " + port + " does not stop", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while HiveMQ stopped", e);
        }
    }

    private static Path configuration(Path directory, int port) {
        Path folder = folder(directory, "conf");
        try {
            Files.writeString(folder.resolve("config.xml"), CONFIG.formatted(port));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(Path directory, String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
