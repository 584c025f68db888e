package dev.sluice.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntFunction;

/**
 * Free TCP ports of 127.0.0.1.
 *
 * <p>They are drawn at random from a range below the one that operating systems hand to outgoing connections. A port of
 * that range could be taken by a client while its server is stopped for a restart, and a client that keeps trying to
 * reconnect on loopback can even end up connected to itself.
 */
final class Ports {

    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int DRAWS = 1_000;
    private static final int STARTS = 5;

    private Ports() {}

    static InetAddress loopback() {
        try {
            return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
        } catch (IOException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }

    /** Returns a port that nobody listened on a moment ago. */
    static int free() {
        for (int draw = 0; draw < DRAWS; draw++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("expected a free port of 127.0.0.1 between " + LOWEST + " and " + HIGHEST
                + ", found none in " + DRAWS + " draws");
    }

    /**
     * Starts a server on a free port, and again on another one where somebody else took the port in between.
     *
     * @param starter starts the server on the given port, or throws and leaves nothing behind
     */
    static <T> T start(IntFunction<T> starter) {
        for (int attempt = 1; ; attempt++) {
            int port = free();
            try {
                return starter.apply(port);
            } catch (RuntimeException e) {
                if (attempt == STARTS || isFree(port)) {
                    throw e;
                }
            }
        }
    }

    /** Whether somebody accepts connections on the port. */
    static boolean accepts(int port, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(loopback(), port), Math.toIntExact(timeout.toMillis()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether nobody listens on the port. */
    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(loopback(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
