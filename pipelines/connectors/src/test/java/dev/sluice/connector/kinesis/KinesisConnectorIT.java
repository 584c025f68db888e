package dev.sluice.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.connector.SourceReads;
import dev.sluice.record.Durability;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import dev.sluice.server.KinesisServer;
import dev.sluice.testing.TestPipelineExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.kinesis.KinesisClient;

@Timeout(120)
@ExtendWith(TestPipelineExtension.class)
final class KinesisConnectorIT {

    private static final ReadSettings SETTINGS = ReadSettings.of("kinesis").withEnding(EndingPosition.LATEST);

    private static KinesisServer server;
    private static KinesisStreams streams;

    private final KinesisConnector connector = new KinesisConnector();

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = KinesisServer.start(directory);
        streams = new KinesisStreams(server.endpoint());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aStreamIsReadToItsEndAndAnUnknownOneIsNamed(TestPipeline pipeline) {
        streams.create("readings", 2);
        streams.put("readings", 0.1, "a", "b");
        streams.put("readings", 0.9, "c");

        assertThat(connector.unreachable(streams.table("readings"), SETTINGS)).isEmpty();
        assertThat(connector.unreachable(streams.table("nothing"), SETTINGS))
                .containsExactly("Kinesis at 127.0.0.1:" + server.endpoint().getPort() + " has no stream 'nothing'");
        PCollection<String> payloads = pipeline.apply(
                        "Read",
                        connector.read(streams.table("readings"), SETTINGS.withDurability(Durability.PUBLICATION)))
                .apply(
                        "Payloads",
                        FlatMapElements.into(TypeDescriptors.strings())
                                .via((RecordBatch batch) -> SourceReads.publish(batch, "kinesis")));
        PAssert.that(payloads).containsInAnyOrder("a", "b", "c");
        pipeline.run().waitUntilFinish();
    }

    @Test
    void aThrottledReadGoesOnAndAnIteratorThatExpiredIsRenewed() throws Exception {
        streams.create("slow", 1);
        streams.put("slow", 0.5, "a", "b", "c");
        AtomicInteger requests = new AtomicInteger();
        List<String> iterators = new CopyOnWriteArrayList<>();
        try (KinesisFront front = new KinesisFront(server.endpoint())) {
            front.answer("GetShardIterator", (request, real) -> {
                iterators.add(request.get("ShardIteratorType").asText());
                return real.ask(request);
            });
            front.answer("GetRecords", (request, real) -> switch (requests.incrementAndGet()) {
                case 1 -> KinesisFront.Reply.refusal("ProvisionedThroughputExceededException", "Rate exceeded");
                case 3 -> KinesisFront.Reply.refusal("ExpiredIteratorException", "Iterator expired");
                default -> real.ask(request.put("Limit", 2));
            });
            KinesisAddress address = front.before(streams.address("slow"));
            ShardCursor cursor = new PollingCursor(
                    address, KinesisClients.open(address, null), "shardId-000000000000", ShardPosition.BEGINNING);

            assertThat(text(cursor.next())).as("the SDK tries once more").containsExactly("a", "b");
            assertThat(text(cursor.next())).containsExactly("c");
        }
        assertThat(iterators).containsExactly("TRIM_HORIZON", "AT_SEQUENCE_NUMBER");
    }

    private static List<String> text(ShardCursor.Page page) {
        return page.records().stream()
                .map(record -> record.data().asUtf8String())
                .toList();
    }

    @Test
    void aRoleOfAnotherAccountIsAssumed() throws Exception {
        streams.create("theirs", 1);
        List<String> requests = new CopyOnWriteArrayList<>();
        HttpServer sts = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sts.createContext("/", exchange -> {
            requests.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] answer = """
                    <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>\
                    <AccessKeyId>ASSUMED</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
                    <Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>""".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        sts.start();
        try (KinesisFront front = new KinesisFront(server.endpoint())) {
            KinesisAddress address = KinesisAddress.of(table(Map.of(
                    "streamARN", "arn:aws:kinesis:us-east-1:000000000000:stream/theirs",
                    "endpointUrl", front.endpoint().toString(),
                    "awsSTSRoleARN", "arn:aws:iam::000000000000:role/reader",
                    "awsSTSSessionName", "garden")));
            URI endpoint = URI.create("http://127.0.0.1:" + sts.getAddress().getPort());
            front.answer("ListShards", (request, real) -> {
                assertThat(request.get("StreamARN").asText()).endsWith("stream/theirs");
                assertThat(request.has("StreamName")).isFalse();
                return real.ask(request);
            });

            try (KinesisClient client = KinesisClients.open(address, endpoint)) {
                assertThat(KinesisLook.at(address, client).shards().shards()).hasSize(1);
            }

            assertThat(requests)
                    .singleElement()
                    .asString()
                    .contains("RoleArn=arn%3Aaws%3Aiam%3A%3A000000000000%3Arole%2Freader", "RoleSessionName=garden");
            assertThat(front.authorizations())
                    .allMatch(
                            header -> header.contains("Credential=ASSUMED/") && header.contains("/us-east-1/kinesis/"));
        } finally {
            sts.stop(0);
        }
    }

    @Test
    void refusedCredentialsAreNamed() throws Exception {
        try (KinesisFront front = new KinesisFront(server.endpoint())) {
            front.answer(
                    "ListShards",
                    (request, real) -> KinesisFront.Reply.refusal(
                            "UnrecognizedClientException", "The security token included in the request is invalid."));

            assertThat(connector.unreachable(
                            table(Map.of(
                                    "streamName",
                                    "s",
                                    "endpointUrl",
                                    front.endpoint().toString())),
                            SETTINGS))
                    .containsExactly("Kinesis at 127.0.0.1:" + front.endpoint().getPort()
                            + " refuses these credentials for stream 's': UnrecognizedClientException: The security token"
                            + " included in the request is invalid.");
        }
    }

    @Test
    @Timeout(30)
    void anEndpointThatRefusesConnectionsIsNamed() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }

        assertThat(connector.unreachable(
                        table(Map.of("streamName", "s", "endpointUrl", "http://127.0.0.1:" + port)), SETTINGS))
                .containsExactly("Kinesis at 127.0.0.1:" + port + " cannot be reached: Connection refused");
    }

    @Test
    @Timeout(30)
    void anEndpointThatNeverAnswersIsNamed() throws IOException {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + mute.getLocalPort();

            assertThat(connector.unreachable(
                            table(Map.of("streamName", "s", "endpointUrl", "http://" + address)), SETTINGS))
                    .containsExactly("Kinesis at " + address + " did not answer within 20 s");
        }
    }

    private static TableDefinition table(Map<String, String> settings) {
        return TableDefinition.ofRecords("t", new Stream("kinesis", settings));
    }
}
