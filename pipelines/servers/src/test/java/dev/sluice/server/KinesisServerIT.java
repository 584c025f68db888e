package dev.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class KinesisServerIT {

    private static final String STREAM = "\"StreamName\": \"streaming-data\"";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path directory;

    @Test
    void aRecordIsReadBack() {
        try (KinesisServer kinesis = KinesisServer.start(directory)) {
            createStream(kinesis);

            put(kinesis, "reading 1");

            assertThat(read(kinesis)).isEqualTo("reading 1");
        }
    }

    @Test
    void aServerStartedAgainHasForgottenItsStreams() {
        KinesisServer first = KinesisServer.start(directory);
        createStream(first);
        put(first, "reading 1");
        first.close();

        assertThatThrownBy(() -> call(first, "ListStreams", "{}")).hasRootCauseInstanceOf(IOException.class);
        try (KinesisServer second = KinesisServer.start(directory)) {
            assertThat(field(call(second, "ListStreams", "{}"), "StreamNames")).isEqualTo("[]");

            createStream(second);
            put(second, "reading 2");

            assertThat(read(second)).isEqualTo("reading 2");
        }
    }

    @Test
    void itListensOn127001Only() throws IOException {
        try (KinesisServer kinesis = KinesisServer.start(directory);
                Socket socket = new Socket()) {
            // an address of this machine too, which a server that listens on all of them takes
            InetSocketAddress other =
                    new InetSocketAddress("127.0.0.2", kinesis.endpoint().getPort());

            assertThat(kinesis.endpoint().getHost()).isEqualTo("127.0.0.1");
            assertThatThrownBy(() -> socket.connect(other, 1_000)).isInstanceOf(IOException.class);
        }
    }

    private void createStream(KinesisServer kinesis) {
        call(kinesis, "CreateStream", "{%s, \"ShardCount\": 1}".formatted(STREAM));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> field(call(kinesis, "DescribeStreamSummary", "{%s}".formatted(STREAM)), "StreamStatus")
                        .equals("ACTIVE"));
    }

    private void put(KinesisServer kinesis, String data) {
        String base64 = Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8));
        call(kinesis, "PutRecord", "{%s, \"PartitionKey\": \"a\", \"Data\": \"%s\"}".formatted(STREAM, base64));
    }

    /** Returns the data of the stream's first record. */
    private String read(KinesisServer kinesis) {
        String iterator = field(
                call(
                        kinesis,
                        "GetShardIterator",
                        "{%s, \"ShardId\": \"shardId-000000000000\", \"ShardIteratorType\": \"TRIM_HORIZON\"}"
                                .formatted(STREAM)),
                "ShardIterator");
        String records = call(kinesis, "GetRecords", "{\"ShardIterator\": \"%s\"}".formatted(iterator));
        return new String(Base64.getDecoder().decode(field(records, "Data")), StandardCharsets.UTF_8);
    }

    private String call(KinesisServer kinesis, String action, String json) {
        URI endpoint = kinesis.endpoint();
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(20))
                .header("X-Amz-Target", "Kinesis_20131202." + action)
                .header("Content-Type", "application/x-amz-json-1.1")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=any/20200416/us-east-1/kinesis/aws4_request,"
                                + " SignedHeaders=host, Signature=any")
                .header("X-Amz-Date", "20200416T113323Z")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode())
                    .as(action + ": " + response.body())
                    .isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException(action + " at " + endpoint + " failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted in " + action + " at " + endpoint, e);
        }
    }

    /** Returns the first value of that name, a string without quotes or a list without objects. */
    private static String field(String json, String name) {
        Matcher value =
                Pattern.compile("\"" + name + "\":(?:\"([^\"]*)\"|(\\[[^]]*]))").matcher(json);
        assertThat(value.find()).as(name + " in " + json).isTrue();
        return value.group(1) != null ? value.group(1) : value.group(2);
    }
}
