package dev.sluice.runner.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.server.ChildJvm;
import dev.sluice.server.KinesisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** A notebook's script on either runner, through the command: windows of a Kinesis stream into another one. */
class SqlIT {

    private static final Path NOTEBOOK = Path.of("../../src-test-data/sql/notebook.sql");
    private static final int RECORDS = 1_500;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * What DuckDB makes of the readings, each in six windows of a minute that begin every ten seconds: those windows that the
     * readings have gone past, by the watermark's delay and what one shard may be behind the other.
     */
    private static final String EXPECTED = """
            SELECT status, strftime(start + INTERVAL 59999 MILLISECOND, '%%Y-%%m-%%dT%%H:%%M:%%S.%%g') AS hop_time,
                   count(*) AS num, avg(current_temperature) AS average
            FROM (SELECT *, time_bucket(INTERVAL 10 SECOND, event_time) - k * INTERVAL 10 SECOND AS start,
                         max(event_time) OVER () AS newest
                  FROM read_json('%s', columns = {current_temperature: 'DOUBLE', status: 'VARCHAR', event_time: 'TIMESTAMP'}), range(6) r(k))
            WHERE start + INTERVAL 67 SECOND < newest
            GROUP BY ALL""";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
    void aNotebooksWindowsAreThoseOfItsReadings(String runner) throws Exception {
        Path deployed = directory.resolve("deployed.sql");
        String notebook = Files.readString(NOTEBOOK);
        Files.writeString(deployed, notebook.substring(notebook.indexOf("INSERT INTO")));
        try (KinesisServer kinesis = KinesisServer.start(directory.resolve("kinesis"));
                KinesisClient client = client(kinesis)) {
            create(client, "my-input-stream", 2);
            create(client, "my-output-stream", 1);

            String shown = run(runner, NOTEBOOK, kinesis, client);
            assertThat(shown).contains("current_temperature", "avg_current_temperature");

            // As it is deployed: the INSERT alone. Its tables are in the catalog.
            run(runner, deployed, kinesis, client);
        }
    }

    /** Runs a script until the windows of what it is fed are there, and gives what it printed. */
    private String run(String runner, Path script, KinesisServer kinesis, KinesisClient client) throws Exception {
        Path sent = directory.resolve(script.getFileName() + ".ndjson");
        int before = windows(client).size();
        try (ChildJvm job = SluiceProcess.start(
                runner,
                directory.resolve(script.getFileName() + ".log"),
                List.of(
                        "sql",
                        "--script=" + script,
                        "--catalog=" + directory.resolve("tables"),
                        "--endpointUrl=" + kinesis.endpoint(),
                        "--checkpoint=" + directory.resolve(script.getFileName() + ".checkpoint"),
                        "--deadLetters=" + directory.resolve("letters")))) {
            await().atMost(PATIENCE).until(() -> job.output().contains("positioned"));
            generate(kinesis, sent);
            Map<String, JsonNode> expected = expected(sent);
            assertThat(expected).hasSizeGreaterThan(20);

            await().atMost(PATIENCE).untilAsserted(() -> {
                List<JsonNode> found = windows(client);
                Map<String, JsonNode> byWindow = new TreeMap<>();
                for (JsonNode window : found.subList(before, found.size())) {
                    assertThat(byWindow.put(key(window), window)).as("once").isNull();
                }
                assertThat(byWindow).containsKeys(expected.keySet().toArray(String[]::new));
                expected.forEach((key, window) -> {
                    assertThat(byWindow.get(key).get("num").asLong())
                            .as(key)
                            .isEqualTo(window.get("num").asLong());
                    assertThat(byWindow.get(key).get("avg_current_temperature").asDouble())
                            .as(key)
                            .isCloseTo(window.get("average").asDouble(), within(1e-9));
                });
            });
            job.terminate();
            assertThat(job.waitFor(PATIENCE)).isTrue();
            return job.output();
        }
    }

    private static String key(JsonNode window) {
        return window.get("hop_time").asText() + " " + window.get("status").asText();
    }

    private void generate(KinesisServer kinesis, Path copy) throws IOException {
        try (ChildJvm generator = SluiceProcess.run(
                "DirectRunner",
                directory.resolve("generate.log"),
                List.of(
                        "generate",
                        "--to=kinesis",
                        "--stream=my-input-stream",
                        "--messages=sensors",
                        "--records=" + RECORDS,
                        "--endpointUrl=" + kinesis.endpoint(),
                        "--alsoTo=" + copy))) {
            assertThat(generator.exitValue()).as(generator.output()).isZero();
        }
    }

    private static Map<String, JsonNode> expected(Path sent) throws SQLException {
        Map<String, JsonNode> windows = new TreeMap<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement();
                ResultSet rows = statement.executeQuery(EXPECTED.formatted(sent))) {
            while (rows.next()) {
                JsonNode window = JSON.createObjectNode()
                        .put("status", rows.getString("status"))
                        .put("hop_time", rows.getString("hop_time"))
                        .put("num", rows.getLong("num"))
                        .put("average", rows.getDouble("average"));
                windows.put(key(window), window);
            }
        }
        return windows;
    }

    private static List<JsonNode> windows(KinesisClient client) throws IOException {
        List<JsonNode> windows = new ArrayList<>();
        String next = client.getShardIterator(request -> request.streamName("my-output-stream")
                        .shardId("shardId-000000000000")
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        for (boolean more = true; more; ) {
            String from = next;
            GetRecordsResponse response = client.getRecords(request -> request.shardIterator(from));
            for (Record record : response.records()) {
                windows.add(JSON.readTree(record.data().asByteArray()));
            }
            next = response.nextShardIterator();
            more = response.millisBehindLatest() > 0;
        }
        return windows;
    }

    private static void create(KinesisClient client, String stream, int shards) {
        client.createStream(request -> request.streamName(stream).shardCount(shards));
        await().atMost(PATIENCE)
                .until(() -> client.describeStreamSummary(request -> request.streamName(stream))
                                .streamDescriptionSummary()
                                .streamStatus()
                        == StreamStatus.ACTIVE);
    }

    private static KinesisClient client(KinesisServer kinesis) {
        return KinesisClient.builder()
                .endpointOverride(kinesis.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }
}
