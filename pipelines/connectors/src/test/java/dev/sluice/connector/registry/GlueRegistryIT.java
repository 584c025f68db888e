package dev.sluice.connector.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.format.SchemaRegistry.UnknownSchemaException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a server that answers as Glue's documentation of GetSchemaVersion says. */
@Timeout(60)
final class GlueRegistryIT {

    private static final String ID = "b7b4a7f0-9c96-4e4a-a687-fb5de9ef0c63";
    private static final String UNKNOWN =
            "{\"__type\": \"EntityNotFoundException\", \"Message\": \"Schema version is not found.\"}";

    private record Reply(int status, String body) {}

    private final Deque<Reply> replies = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String signed = exchange.getRequestHeaders().getFirst("Authorization");
        requests.add(
                exchange.getRequestMethod() + " " + exchange.getRequestHeaders().getFirst("X-Amz-Target") + " "
                        + exchange.getRequestHeaders().getFirst("Content-Type") + " " + body + " "
                        + signed.replaceAll("Credential=[^/]+/\\d{8}|Signature=[0-9a-f]{64}", "…"));
        Reply reply = replies.size() > 1 ? replies.poll() : replies.peek();
        byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private GlueRegistry open() {
        List<String> mistakes = new ArrayList<>();
        RemoteRegistry registry = SchemaRegistries.open(
                "glue+http://127.0.0.1:" + server.getAddress().getPort(), null, "eu-central-1", mistakes);
        assertThat(mistakes).isEmpty();
        return (GlueRegistry) SerializableUtils.clone(registry);
    }

    @Test
    void aSchemaIsFoundByItsVersionsId() throws Exception {
        replies.add(new Reply(
                200,
                "{\"SchemaVersionId\": \"" + ID
                        + "\", \"SchemaDefinition\": \"\\\"string\\\"\", \"DataFormat\": \"AVRO\","
                        + " \"VersionNumber\": 1, \"Status\": \"AVAILABLE\"}"));

        assertThat(open().schema(ID, pauses::add)).containsExactly("\"string\"");
        assertThat(requests)
                .containsExactly(
                        "POST AWSGlue.GetSchemaVersion application/x-amz-json-1.1 {\"SchemaVersionId\": \"" + ID
                                + "\"} AWS4-HMAC-SHA256 …/eu-central-1/glue/aws4_request,"
                                + " SignedHeaders=content-length;content-type;host;x-amz-date;x-amz-target, …");
    }

    @Test
    void whatItDoesNotHaveIsUnknown() {
        replies.add(new Reply(400, UNKNOWN));
        GlueRegistry registry = open();

        assertThat(registry.unreachable()).isEmpty();
        assertThatThrownBy(() -> registry.schema(ID, pauses::add))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageEndingWith(" has no schema " + ID);
    }

    @Test
    void throttlingPassesAndARefusalDoesNot() throws Exception {
        replies.add(new Reply(400, "{\"__type\": \"ThrottlingException\", \"message\": \"Rate exceeded\"}"));
        replies.add(new Reply(500, ""));
        replies.add(
                new Reply(400, "{\"__type\": \"com.amazonaws#AccessDeniedException\", \"Message\": \"not yours\"}"));
        GlueRegistry registry = open();

        assertThatThrownBy(() -> registry.schema(ID, pauses::add))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("refuses this client: AccessDeniedException: not yours");
        assertThat(pauses).containsExactly(Duration.ofMillis(200), Duration.ofMillis(400));
        assertThat(registry.unreachable()).singleElement().asString().contains("AccessDeniedException");
    }

    @Test
    void nobodyThereIsOneSentence() {
        GlueRegistry registry = open();
        server.stop(0);

        assertThat(registry.unreachable())
                .containsExactly("the Glue schema registry " + registry + " cannot be reached: connection refused");
    }
}
