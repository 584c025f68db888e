package dev.sluice.connector.kinesis;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Stands before a real server, and answers some requests in its place: with what the service says when it is throttled. The
 * SDK is made to speak JSON for as long as a front is there.
 */
final class KinesisFront implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TOLD = List.of("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date");

    private final URI server;
    private final KinesisStreams streams;
    private final KinesisClient client;
    private final HttpServer front;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile int longest = Integer.MAX_VALUE;

    /** An answer with its status. */
    record Reply(int status, ObjectNode body) {

        /** The answer that refuses a request with an exception of the service. */
        static Reply refusal(String exception, String message) {
            return new Reply(400, object().put("__type", exception).put("message", message));
        }
    }

    /** Passes a request on. */
    @FunctionalInterface
    interface Server {
        Reply ask(ObjectNode request) throws IOException;
    }

    /** Answers a request, by the server or in its place. */
    @FunctionalInterface
    interface Answer {
        Reply to(ObjectNode request, Server server) throws IOException;
    }

    KinesisFront(URI server) throws IOException {
        System.setProperty(SdkSystemSetting.CBOR_ENABLED.property(), "false");
        this.server = server;
        streams = new KinesisStreams(server);
        client = KinesisClients.open(streams.address("any"), null); // its own, which speaks JSON
        front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        front.createContext("/", this::handle);
        front.setExecutor(threads);
        front.start();
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + front.getAddress().getPort());
    }

    /** The address of a stream, through this front. */
    KinesisAddress before(KinesisAddress address) {
        return new KinesisAddress(
                address.stream(), address.streamArn(), endpoint(), address.region(), address.role(), address.session());
    }

    /** Answers these requests so from now on. */
    void answer(String action, Answer answer) {
        answers.put(action, answer);
    }

    /**
     * Ends subscriptions in order behind this many messages, of which the first says that it was granted, from now on; until
     * then none is ended.
     */
    void endSubscriptionsBehind(int messages) {
        longest = messages;
    }

    /** The header that says who asks, of all requests so far. */
    List<String> authorizations() {
        return authorizations;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            ObjectNode request = (ObjectNode) JSON.readTree(exchange.getRequestBody());
            String action = target.substring(target.indexOf('.') + 1);
            if (action.equals("SubscribeToShard")) {
                passOn(exchange, request);
                return;
            }
            Answer answer = answers.getOrDefault(action, (r, s) -> s.ask(r));
            Reply reply = answer.to(request, r -> ask(exchange, r));
            byte[] body = JSON.writeValueAsBytes(reply.body);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(reply.status, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        } catch (RuntimeException e) {
            throw new IOException(e);
        }
    }

    private Reply ask(HttpExchange exchange, ObjectNode body) throws IOException {
        HttpResponse<byte[]> response = send(exchange, body, HttpResponse.BodyHandlers.ofByteArray());
        ObjectNode answer = response.body().length == 0 ? object() : (ObjectNode) JSON.readTree(response.body());
        return new Reply(response.statusCode(), answer);
    }

    /** Subscribes at the server, and passes the events on as they come. */
    private void passOn(HttpExchange exchange, ObjectNode body) throws IOException {
        HttpResponse<InputStream> response = send(exchange, body, HttpResponse.BodyHandlers.ofInputStream());
        response.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().add("Content-Type", type));
        exchange.sendResponseHeaders(response.statusCode(), 0);
        try (DataInputStream in = new DataInputStream(response.body());
                OutputStream out = exchange.getResponseBody()) {
            new PassedSubscription(streams, client, body).copy(in, out, longest);
        }
    }

    private <T> HttpResponse<T> send(HttpExchange exchange, ObjectNode body, HttpResponse.BodyHandler<T> handler)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        TOLD.forEach(name -> request.header(name, exchange.getRequestHeaders().getFirst(name)));
        try {
            return http.send(request.build(), handler);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }

    @Override
    public void close() {
        front.stop(0);
        threads.shutdownNow();
        client.close();
        System.clearProperty(SdkSystemSetting.CBOR_ENABLED.property());
    }
}
