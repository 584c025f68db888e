package dev.sluice.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Answers over HTTP as the documentation of Confluent's schema registry says, from what it was told: schemas by number, and
 * versions of subjects. It stands in for the real one, whose package the registries of Java's world do not all carry.
 *
 * <pre>{@code
 * try (SchemaRegistryServer registry = SchemaRegistryServer.start()) {
 *     registry.put("/schemas/ids/7", "{\"schema\": \"\\\"string\\\"\"}");
 *     run("--schemaRegistry=" + registry.url());
 * }
 * }</pre>
 */
public final class SchemaRegistryServer implements AutoCloseable {

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile int failure = 503;
    private volatile @Nullable String authorization;

    private SchemaRegistryServer(HttpServer server, String scheme) {
        this.server = server;
        this.scheme = scheme;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** An empty one, on a free port of 127.0.0.1. */
    public static SchemaRegistryServer start() {
        try {
            return new SchemaRegistryServer(HttpServer.create(anyPort(), 0), "http");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty one that speaks TLS, with the certificate of this context. */
    public static SchemaRegistryServer startTls(SSLContext context) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(context));
            return new SchemaRegistryServer(server, "https");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Where it is: {@code http://127.0.0.1:49152}. */
    public String url() {
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on a path has this answer, a JSON object. */
    public void put(String path, String json) {
        answers.put(path, json);
    }

    /** From now on only this user is answered. */
    public void require(String user, String password) {
        authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** The next so many requests are answered with this status, and nothing else. */
    public void fail(int times, int status) {
        failure = status;
        failures.set(times);
    }

    /** The paths it was asked for, in their order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        asked.add(path);
        String required = authorization;
        if (failures.getAndUpdate(n -> Math.max(n - 1, 0)) > 0) {
            send(exchange, failure, "{\"error_code\": 50001, \"message\": \"Error in the backend\"}");
        } else if (required != null
                && !required.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{\"error_code\": 401, \"message\": \"Unauthorized\"}");
        } else if (answers.containsKey(path)) {
            send(exchange, 200, answers.get(path));
        } else if (path.startsWith("/schemas/ids/")) {
            send(exchange, 404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}");
        } else {
            send(exchange, 404, "<html>there is no such page</html>");
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
