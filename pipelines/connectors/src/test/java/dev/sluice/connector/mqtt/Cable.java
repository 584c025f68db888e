package dev.sluice.connector.mqtt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What lies between a client and its broker, and can be cut. */
final class Cable implements AutoCloseable {

    private final int brokerPort;
    private final ServerSocket server;
    private final List<Socket> ends = new CopyOnWriteArrayList<>();
    private volatile boolean swallowing;

    private Cable(int brokerPort, ServerSocket server) {
        this.brokerPort = brokerPort;
        this.server = server;
    }

    static Cable to(int brokerPort) throws IOException {
        Cable cable = new Cable(brokerPort, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        start(cable::accept);
        return cable;
    }

    String uri() {
        return "mqtt://127.0.0.1:" + server.getLocalPort();
    }

    /** From now on what the client sends does not arrive, and the client does not notice. */
    void swallow() {
        swallowing = true;
    }

    /** Breaks all connections; new ones are whole. */
    void cut() throws IOException {
        for (Socket end : ends) {
            end.close();
        }
        ends.clear();
        swallowing = false;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket broker = new Socket(InetAddress.getLoopbackAddress(), brokerPort);
                ends.add(client);
                ends.add(broker);
                start(() -> pump(client, broker, true));
                start(() -> pump(broker, client, false));
            } catch (IOException e) {
                // closed, or the broker is not there: the client sees a connection that ends
            }
        }
    }

    private void pump(Socket from, Socket to, boolean upstream) {
        byte[] buffer = new byte[8_192];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (!(upstream && swallowing)) {
                    out.write(buffer, 0, length);
                }
            }
        } catch (IOException e) {
            // cut
        }
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "cable");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            cut();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
