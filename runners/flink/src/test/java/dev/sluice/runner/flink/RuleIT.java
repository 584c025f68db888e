package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import dev.sluice.server.ChildJvm;
import dev.sluice.server.KafkaServer;
import dev.sluice.server.KinesisServer;
import dev.sluice.server.MosquittoServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** The rule job on either runner, through the command: from mosquitto to where the rule's actions lead. */
class RuleIT {

    private static final int MESSAGES = 400;
    private static final List<Integer> EVENS =
            IntStream.range(0, MESSAGES / 2).map(i -> 2 * i).boxed().toList();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RULE = """
            {"ruleName": "evens", "sql": "SELECT *, topic(2) AS device FROM 'streaming-data/+' WHERE nanvl(count, 0) % 2 = 0",
             "actions": [
               {"kafka": {"topic": "readings", "key": "${topic(2)}", "headers": [{"key": "from", "value": "${topic()}"}]}},
               {"kinesis": {"streamName": "input", "partitionKey": "${client_id}"}},
               {"republish": {"topic": "selected/${topic(2)}", "headers": {"userProperties": [{"key": "n", "value": "${count}"}]}}},
               {"lake": {"table": "sense_hat", "output": "OUTPUT", "windowSize": "PT1S", "partitionBy": "ingest"}}],
             "errorAction": {"kafka": {"topic": "failures", "key": "${topic(2)}"}}}""";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
    void whatARuleSelectsGoesToAllItsActionsAndWhatFailsToTheErrorAction(String runner) throws Exception {
        Path lake = directory.resolve("lake");
        try (MosquittoServer mosquitto = MosquittoServer.start(directory.resolve("mosquitto"));
                KafkaServer kafka = KafkaServer.start(directory.resolve("kafka"));
                KinesisServer kinesis = KinesisServer.start(directory.resolve("kinesis"));
                KinesisClient stream = client(kinesis)) {
            stream.createStream(request -> request.streamName("input").shardCount(1));
            kafka.createTopic("readings", 2);
            kafka.createTopic("failures", 1);
            List<String> command = command(mosquitto, kafka, kinesis, lake);
            Set<Integer> republished = ConcurrentHashMap.newKeySet();
            try (Publisher publisher = Publisher.of(mosquitto)) {
                publisher.subscribe("selected/pi", message -> republished.add(property(message, "n")));
                try (ChildJvm job = SluiceProcess.start(runner, directory.resolve("job"), command)) {
                    await().atMost(PATIENCE).until(() -> {
                        publisher.publish("streaming-data/probe", "{\"count\": 0}");
                        return kafka.records("readings") > 0;
                    });
                    for (int i = 0; i < MESSAGES; i++) {
                        publisher.publish("streaming-data/pi", "{\"client_id\": \"pi\", \"count\": " + i + "}");
                    }
                    publisher.publish("streaming-data/broken", "garbage");
                    await().atMost(PATIENCE)
                            .until(() -> rows(lake) >= EVENS.size()
                                    && republished.size() == EVENS.size()
                                    && kafka.records("failures") >= 3);
                    job.terminate();
                    assertThat(job.waitFor(PATIENCE)).isTrue();
                }
                publisher.publish("streaming-data/late", "{\"count\": 0}");
                try (ChildJvm again = SluiceProcess.start(runner, directory.resolve("again"), command)) {
                    await().atMost(PATIENCE).until(() -> keys(kafka).contains("late"));
                    assertThat(again.isAlive()).as(again.output()).isTrue();
                }
            }

            List<ConsumerRecord<String, byte[]>> readings = records(kafka, "readings", 2).stream()
                    .filter(record -> record.key().equals("pi"))
                    .toList();
            // What all actions have is acknowledged, and does not come again.
            assertThat(readings).hasSizeBetween(EVENS.size(), MESSAGES - 1).allSatisfy(record -> {
                assertThat(header(record, "from")).isEqualTo("streaming-data/pi");
                assertThat(device(record.value())).isEqualTo("pi");
            });
            assertThat(readings.stream().map(record -> count(record.value())).distinct())
                    .containsExactlyElementsOf(EVENS);
            assertThat(records(stream).stream()
                            .filter(record -> record.partitionKey().equals("pi"))
                            .map(record -> count(record.data().asByteArray()))
                            .distinct())
                    .containsExactlyInAnyOrderElementsOf(EVENS);
            assertThat(republished).containsAll(EVENS);
            assertThat(records(kafka, "failures", 1))
                    .allSatisfy(record -> assertThat(record.key()).isEqualTo("broken"))
                    .extracting(record -> json(record.value()))
                    .contains(
                            document("KafkaAction", "readings"),
                            document("KinesisAction", "input"),
                            document("RepublishAction", "selected/${topic(2)}"));
        }
    }

    private List<String> command(MosquittoServer mosquitto, KafkaServer kafka, KinesisServer kinesis, Path lake)
            throws IOException {
        Path rule = directory.resolve("rule.json");
        Files.writeString(rule, RULE.replace("OUTPUT", lake.toString()));
        return List.of(
                "rule",
                "--rule=" + rule,
                "--broker=" + mosquitto.uri(),
                "--bootstrapServers=" + kafka.bootstrapServers(),
                "--endpointUrl=" + kinesis.endpoint(),
                "--checkpoint=" + directory.resolve("checkpoint"),
                "--deadLetters=" + directory.resolve("dead-letters"));
    }

    /** As AWS IoT documents it. */
    private static JsonNode document(String action, String resource) {
        return json("""
                {"ruleName": "evens", "topic": "streaming-data/broken", "clientId": "n/a",
                 "base64OriginalPayload": "Z2FyYmFnZQ==",
                 "failures": [{"failedAction": "ACTION", "failedResource": "RESOURCE",
                   "errorMessage": "SELECT names fields: expected a payload in JSON, found 7 bytes that are none"}]}""".replace("ACTION", action).replace("RESOURCE", resource).getBytes(StandardCharsets.UTF_8));
    }

    private static long rows(Path lake) throws SQLException {
        String files = lake + "/ingest_year=*/**/*.parquet";
        return Files.isDirectory(lake) && LakeCheck.files(files) > 0
                ? LakeCheck.rows(files, "client_id = 'pi' AND \"count\" % 2 = 0")
                : 0;
    }

    private static int count(byte[] payload) {
        return json(payload).get("count").asInt();
    }

    private static String device(byte[] payload) {
        return json(payload).get("device").asText();
    }

    private static JsonNode json(byte[] payload) {
        try {
            return JSON.readTree(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int property(Mqtt5Publish message, String name) {
        return message.getUserProperties().asList().stream()
                .filter(property -> property.getName().toString().equals(name))
                .map(property -> Integer.valueOf(property.getValue().toString()))
                .findFirst()
                .orElseThrow();
    }

    private static KinesisClient client(KinesisServer kinesis) {
        return KinesisClient.builder()
                .endpointOverride(kinesis.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** All records of the stream's one shard. */
    private static List<Record> records(KinesisClient client) {
        String shard = client.listShards(request -> request.streamName("input"))
                .shards()
                .get(0)
                .shardId();
        List<Record> records = new ArrayList<>();
        String next = client.getShardIterator(request ->
                        request.streamName("input").shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        for (boolean more = true; more; ) {
            String from = next;
            GetRecordsResponse response = client.getRecords(request -> request.shardIterator(from));
            records.addAll(response.records());
            next = response.nextShardIterator();
            more = response.millisBehindLatest() > 0;
        }
        return records;
    }

    private static List<String> keys(KafkaServer kafka) {
        return records(kafka, "readings", 2).stream().map(ConsumerRecord::key).toList();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static List<ConsumerRecord<String, byte[]>> records(KafkaServer kafka, String topic, int partitions) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(IntStream.range(0, partitions)
                    .mapToObj(partition -> new TopicPartition(topic, partition))
                    .toList());
            consumer.seekToBeginning(consumer.assignment());
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            long count = kafka.records(topic);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= count;
            });
            return records;
        }
    }

    /** A device that is not of the generator's. */
    private record Publisher(Mqtt5BlockingClient client) implements AutoCloseable {

        static Publisher of(MosquittoServer mosquitto) {
            Mqtt5BlockingClient client = Mqtt5Client.builder()
                    .serverHost(mosquitto.uri().getHost())
                    .serverPort(mosquitto.port())
                    .buildBlocking();
            client.connect();
            return new Publisher(client);
        }

        void publish(String topic, String payload) {
            client.publishWith()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(payload.getBytes(StandardCharsets.UTF_8))
                    .send();
        }

        void subscribe(String filter, Consumer<Mqtt5Publish> receiver) {
            client.toAsync()
                    .subscribeWith()
                    .topicFilter(filter)
                    .callback(receiver)
                    .send()
                    .join();
        }

        @Override
        public void close() {
            client.disconnect();
        }
    }
}
