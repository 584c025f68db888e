package dev.sluice.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The API of Amazon Kinesis Data Streams as a child process: npm's {@code kinesis-local}, plain HTTP on one port of
 * 127.0.0.1, account 000000000000, region us-east-1 where a request names no other. Any credentials will do.
 *
 * <p>Streams live in the child's memory and are gone with it; the directory holds its log only. A stream takes half a second
 * to become active, and as long for each change of its shards. Its speed says nothing about that of the service.
 *
 * <p>The package is installed by {@code ./sluice test} into {@code pipelines/servers/kinesis-mock}, which is looked for in
 * the folder that the system property {@code sluice.home} names, or in the working directory, and then in those above. It
 * opens a port for TLS too, also on 127.0.0.1, which nobody is told of.
 */
public final class KinesisServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path INSTALLATION = Path.of("pipelines", "servers", "kinesis-mock");

    private final ChildProcess process;
    private final int port;

    private KinesisServer(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a server without streams on a free port and returns when it accepts connections.
     *
     * @param directory its own directory, made where it is missing
     * @throws IllegalStateException if node or the package is not installed, or the server does not start within 30 s
     */
    public static KinesisServer start(Path directory) {
        Path installation = installation(Path.of(System.getProperty("sluice.home", "")));
        Path node = node();
        return Ports.start(port -> start(node, installation, directory, port));
    }

    private static KinesisServer start(Path node, Path installation, Path directory, int port) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ChildProcess process = ChildProcess.start(
                List.of(
                        node.toString(),
                        "--require",
                        installation.resolve("loopback.cjs").toString(),
                        main(installation).toString()),
                environment(installation, port),
                directory.resolve("kinesis.log"),
                ChildProcess.WhenOrphaned.KILL);
        awaitListener(process, port);
        return new KinesisServer(process, port);
    }

    /** Returns where clients connect, {@code http://127.0.0.1:port}: what an SDK takes as its endpoint override. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends the server and returns when it is gone, and its streams with it. No effect on one that ended. */
    @Override
    public void close() {
        // killed, not asked: it has nothing to save, and an orderly end waits for its clients to disconnect
        process.kill();
    }

    /**
     * Returns the folder of the installed package.
     *
     * @param start where to look first; the folders above it follow
     * @throws IllegalStateException if none of them has the package
     */
    static Path installation(Path start) {
        Path first = start.toAbsolutePath().normalize();
        return Stream.<Path>iterate(first, folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve(INSTALLATION))
                .filter(folder -> Files.isRegularFile(main(folder)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("expected npm's kinesis-local in " + INSTALLATION + " of "
                        + first + " or a folder above it, found none: run ./sluice test, which installs it"));
    }

    private static Path main(Path installation) {
        return installation.resolve("node_modules").resolve("kinesis-local").resolve("main.js");
    }

    /** Names what a developer's shell may well have set to something else, too. */
    private static Map<String, String> environment(Path installation, int port) {
        Path certificate = main(installation).resolveSibling("server.json");
        return Map.of(
                "KINESIS_MOCK_PLAIN_PORT", String.valueOf(port),
                // its TLS port cannot be turned off: any free one
                "KINESIS_MOCK_TLS_PORT", "0",
                "KINESIS_MOCK_CERT_PATH", certificate.toString(),
                "SHOULD_PERSIST_DATA", "false",
                "AWS_ACCOUNT_ID", "000000000000",
                "AWS_REGION", "us-east-1",
                "LOG_LEVEL", "WARN",
                "ROOT_LOG_LEVEL", "ERROR");
    }

    /** Waits for the line of loopback.cjs, which nobody else who may listen on the port can write. */
    private static void awaitListener(ChildProcess process, int port) {
        String line = "listening on 127.0.0.1:" + port;
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!process.waitFor(Duration.ofMillis(20))) {
            if (process.output().lines().anyMatch(line::equals)) {
                return;
            }
            if (System.nanoTime() > deadline) {
                process.kill();
                throw new IllegalStateException("kinesis-local does not listen on port " + port + " after " + PATIENCE
                        + ":\n" + process.lastOutput());
            }
        }
        throw new IllegalStateException("kinesis-local ended with exit code " + process.exitValue()
                + " when started on port " + port + ":\n" + process.lastOutput());
    }

    private static Path node() {
        return ChildProcess.find("node", "/usr/local/bin", "/opt/homebrew/bin")
                .orElseThrow(() -> new IllegalStateException("expected node 18 or later on the PATH, found none:"
                        + " install it (Debian: apt-get install nodejs npm) and run ./sluice test"));
    }
}
