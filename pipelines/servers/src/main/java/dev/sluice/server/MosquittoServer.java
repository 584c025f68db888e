package dev.sluice.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Eclipse Mosquitto, the broker of small machines, as a child process: MQTT 3.1.1 and 5 on one port of 127.0.0.1, with
 * TLS and passwords where its {@link MosquittoConfig} says so.
 *
 * <p>The directory holds its configuration, its log and {@code mosquitto.db}, where sessions and their queued messages
 * survive an orderly stop: a server started again on the same directory goes on where it was. Killed with SIGKILL it
 * forgets what it acknowledged since its last save.
 *
 * <p>Nothing is dropped for the number of messages that wait or are in flight, but keep what waits for one session below
 * 65,536: Mosquitto 2.0.11 was seen to deliver 65,000 that had waited, and of 200,000 to send packet identifiers that were
 * in use, whatever its window, which the HiveMQ client refuses. {@link MqttServer} takes bursts of a million.
 */
public final class MosquittoServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChildProcess process;
    private final int port;
    private final boolean isEncrypted;

    private MosquittoServer(ChildProcess process, int port, boolean isEncrypted) {
        this.process = process;
        this.port = port;
        this.isEncrypted = isEncrypted;
    }

    /**
     * Starts a broker on a free port and returns when it accepts connections.
     *
     * @param directory its own directory, made where it is missing
     * @throws IllegalStateException if mosquitto is not installed or does not start
     */
    public static MosquittoServer start(Path directory) {
        return start(directory, MosquittoConfig.open());
    }

    /**
     * Starts a broker on a free port and returns when it accepts connections.
     *
     * @param directory its own directory, made where it is missing
     * @throws IllegalStateException if mosquitto is not installed or does not start
     */
    public static MosquittoServer start(Path directory, MosquittoConfig settings) {
        return Ports.start(port -> start(directory, port, settings));
    }

    /**
     * Starts a broker on the given port and returns when it accepts connections.
     *
     * @param directory its own directory, made where it is missing; what an earlier broker left there is taken up
     * @throws IllegalStateException if mosquitto is not installed or does not start, or the port is taken
     */
    public static MosquittoServer start(Path directory, int port) {
        return start(directory, port, MosquittoConfig.open());
    }

    /**
     * Starts a broker on the given port and returns when it accepts connections.
     *
     * @param directory its own directory, made where it is missing; what an earlier broker left there is taken up
     * @throws IllegalStateException if mosquitto is not installed or does not start, or the port is taken
     */
    public static MosquittoServer start(Path directory, int port, MosquittoConfig settings) {
        Path binary = binary();
        if (!Ports.isFree(port)) {
            // Asked before: who accepts connections while ours is about to fail cannot be told from it.
            throw new IllegalStateException("mosquitto cannot listen on port " + port + ": Address already in use");
        }
        try {
            Files.createDirectories(directory);
            Path config = Files.writeString(directory.resolve("mosquitto.conf"), config(directory, port, settings));
            // as an orphan it may still save: SIGTERM, not SIGKILL
            ChildProcess process = ChildProcess.start(
                    List.of(binary.toString(), "-c", config.toString()),
                    directory.resolve("mosquitto.log"),
                    ChildProcess.WhenOrphaned.TERM);
            awaitListener(process, port);
            return new MosquittoServer(process, port, settings.isEncrypted());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns where clients connect, {@code mqtt://127.0.0.1:port}, or {@code mqtts:} where it speaks TLS. */
    public URI uri() {
        return URI.create((isEncrypted ? "mqtts" : "mqtt") + "://127.0.0.1:" + port);
    }

    /** Returns the port, for a restart on the same one. */
    public int port() {
        return port;
    }

    /**
     * Stops the broker in order (SIGTERM) and returns when it has saved its sessions and is gone. No effect on one that
     * stopped.
     *
     * @throws IllegalStateException if it does not stop within 30 s; it runs on
     */
    public void stop() {
        process.terminate();
        if (!process.waitFor(PATIENCE)) {
            throw new IllegalStateException(
                    "mosquitto (process " + process.pid() + ") did not stop within " + PATIENCE);
        }
    }

    /** Stops the broker in order, see {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }

    private static String config(Path directory, int port, MosquittoConfig settings) throws IOException {
        List<String> lines = new ArrayList<>(settings.lines());
        lines.add("allow_anonymous " + settings.users().isEmpty());
        if (!settings.users().isEmpty()) {
            Path passwords = Files.write(directory.resolve("passwords"), settings.passwords());
            lines.add("password_file " + passwords.toAbsolutePath());
        }
        // as root it would change its user, which the files of the directory do not belong to,
        // and with it lose the signal that an orphan gets
        return """
                listener %d 127.0.0.1
                user %s
                persistence true
                persistence_location %s/
                max_inflight_messages 0
                max_queued_messages 0
                set_tcp_nodelay true
                connection_messages false
                log_dest stderr
                %s
                """.formatted(
                        port,
                        System.getProperty("user.name"),
                        directory.toAbsolutePath(),
                        String.join(System.lineSeparator(), lines));
    }

    private static void awaitListener(ChildProcess process, int port) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        // alive first: whoever accepts on the port of a dead broker is somebody else
        while (!process.waitFor(Duration.ofMillis(20))) {
            if (Ports.accepts(port, Duration.ofSeconds(1)) && process.isAlive()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                process.kill();
                throw new IllegalStateException("mosquitto does not accept connections on port " + port + " after "
                        + PATIENCE + ":\n" + process.lastOutput());
            }
        }
        throw new IllegalStateException("mosquitto ended with exit code " + process.exitValue()
                + " when started on port " + port + ":\n" + process.lastOutput());
    }

    /** Debian puts it into a directory that is not on everybody's PATH. */
    private static Path binary() {
        return ChildProcess.find("mosquitto", "/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin")
                .orElseThrow(
                        () -> new IllegalStateException("expected mosquitto on the PATH or in /usr/sbin, found none:"
                                + " run ./sluice test, which installs it (Debian: apt-get install mosquitto)"));
    }
}
