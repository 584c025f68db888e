package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import dev.sluice.record.Durability;
import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.schema.ReadSettings;
import dev.sluice.server.MosquittoServer;
import dev.sluice.server.MqttServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(180)
final class MqttReaderIT {

    private static final String TOPIC = "streaming-data/board";

    /** Both brokers do everything: what one of them does may be a habit of its own. */
    enum Kind {
        HIVEMQ,
        MOSQUITTO
    }

    private record Broker(URI uri, AutoCloseable server) implements AutoCloseable {

        static Broker start(Kind kind, Path directory) {
            return switch (kind) {
                case HIVEMQ -> {
                    MqttServer server = MqttServer.start(directory);
                    yield new Broker(server.uri(), server);
                }
                case MOSQUITTO -> {
                    MosquittoServer server = MosquittoServer.start(directory);
                    yield new Broker(server.uri(), server);
                }
            };
        }

        @Override
        public void close() throws Exception {
            server.close();
        }
    }

    @TempDir
    Path directory;

    private final String jobId = "job-" + UUID.randomUUID();
    private final ReadSettings settings = ReadSettings.of(jobId).withBatchDelay(Duration.ofMillis(20));

    @AfterEach
    void leave() {
        MqttSession.leaveAll();
    }

    @ParameterizedTest
    @EnumSource
    void aReaderThatIsClosedAndOpenedAtRandomGivesEverythingOnceAndInOrder(Kind kind) throws Exception {
        try (Broker broker = Broker.start(kind, directory);
                Reading reading = Reading.open(address(broker.uri()), settings)) {
            List<String> sent = payloads(0, 20_000);
            long seed = System.nanoTime();
            Random random = new Random(seed);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(broker.uri(), sent));

            reading.readUntil(() -> {
                disturb(reading, random);
                return reading.payloads().size() >= sent.size();
            });
            sending.join();
            reading.readFor(Duration.ofMillis(500));

            assertThat(reading.payloads()).as("seed %s", seed).containsExactlyElementsOf(sent);
            assertThat(records(reading.ranges()))
                    .isEqualTo(new PartitionRange(
                            partition(reading), Position.offset(-1), Position.offset(19_999), 20_000));
        }
    }

    /** One time in four a checkpoint, one in ten another reader. */
    private static void disturb(Reading reading, Random random) {
        try {
            if (random.nextInt(4) == 0) {
                reading.checkpoint();
            }
            if (random.nextInt(10) == 0) {
                reading.reopen();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSentWhileNobodyReadsIsGivenAfterwards(Kind kind) throws Exception {
        try (Broker broker = Broker.start(kind, directory)) {
            List<String> sent = payloads(0, 5_000);
            sendWhileAway(broker.uri(), broker.uri(), sent);

            try (Reading reading = Reading.open(address(broker.uri()), settings)) {
                reading.readTo(sent.size());

                assertThat(reading.payloads()).containsExactlyElementsOf(sent);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewJvmGetsWhatWasNotAcknowledgedAndNothingElse(Kind kind) throws Exception {
        try (Broker broker = Broker.start(kind, directory)) {
            List<String> sent = payloads(0, 3_000);
            sendWhileAway(broker.uri(), broker.uri(), sent);
            try (Reading reading = Reading.open(address(broker.uri()), settings)) {
                reading.readTo(3_000);
                acknowledge(broker.uri(), 999);
            }
            MqttSession.leaveAll();

            try (Reading reading = Reading.open(address(broker.uri()), settings)) {
                reading.readTo(2_000);
                reading.readFor(Duration.ofMillis(500));

                assertThat(reading.payloads()).containsExactlyElementsOf(sent.subList(1_000, 3_000));
            }
        }
    }

    @Test
    void aMarkOfAFormerJvmStartsWithWhatWasNotAcknowledged() throws Exception {
        try (Broker broker = Broker.start(Kind.MOSQUITTO, directory);
                Reading reading = Reading.open(address(broker.uri()), settings)) {
            List<String> sent = payloads(0, 100);
            send(broker.uri(), sent);
            reading.readTo(100);
            MqttSession.leaveAll();

            reading.reopen();
            reading.readTo(200);

            assertThat(reading.payloads().subList(100, 200)).containsExactlyElementsOf(sent);
        }
    }

    @Test
    void aBrokerThatIsStoppedInTheMiddleMakesNoDifference() throws Exception {
        MosquittoServer first = MosquittoServer.start(directory);
        List<String> sent = payloads(0, 10_000);
        try (Reading reading = Reading.open(address(first.uri()), settings)) {
            send(first.uri(), sent);
            reading.readTo(2_000);
            reading.checkpoint();
            reading.readTo(4_000);
            first.stop();
            reading.checkpoint();

            try (MosquittoServer second = MosquittoServer.start(directory, first.port())) {
                reading.readTo(sent.size());
                send(second.uri(), payloads(10_000, 10_001));
                reading.readTo(sent.size() + 1);

                assertThat(reading.payloads()).containsExactlyElementsOf(payloads(0, 10_001));
                reading.checkpoint();
                assertNothingIsLeft(second.uri());
            }
        }
    }

    @Test
    void nothingIsLostWhenABrokerIsStoppedWhileItIsWrittenTo() throws Exception {
        MosquittoServer first = MosquittoServer.start(directory);
        List<String> sent = payloads(0, 20_000);
        try (Reading reading = Reading.open(address(first.uri()), settings)) {
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(first.uri(), sent));
            reading.readTo(5_000);
            first.stop();

            try (MosquittoServer second = MosquittoServer.start(directory, first.port())) {
                reading.readUntil(() -> sending.isDone() && reading.payloads().contains("reading 19999"));
                sending.join();

                // The sender repeats what was on its way, the broker takes it twice: not the reader's doing.
                assertThat(reading.payloads()).containsAll(sent);
                assertThat(reading.payloads().stream().distinct()).containsExactlyElementsOf(sent);
                assertThat(second.port()).isEqualTo(first.port());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void acknowledgementsThatAreLostOnTheWayMakeNoDoubles(Kind kind) throws Exception {
        try (Broker broker = Broker.start(kind, directory);
                Cable cable = Cable.to(broker.uri().getPort())) {
            URI byCable = URI.create(cable.uri());
            sendWhileAway(byCable, broker.uri(), payloads(0, 1_000));
            try (Reading reading = Reading.open(address(byCable), settings)) {
                reading.readTo(1_000);
                acknowledge(byCable, 499);

                cable.swallow();
                reading.checkpoint();
                cable.cut();
                send(broker.uri(), payloads(1_000, 1_500));
                reading.readUntil(() -> {
                    checkpoint(reading);
                    return reading.payloads().size() >= 1_500;
                });
                reading.readFor(Duration.ofMillis(500));

                assertThat(reading.payloads()).containsExactlyElementsOf(payloads(0, 1_500));
            }
        }
    }

    @Test
    void aFullWindowOutlivesACutCable() throws Exception {
        try (Broker broker = Broker.start(Kind.MOSQUITTO, directory);
                Cable cable = Cable.to(broker.uri().getPort());
                Reading reading = Reading.open(address(URI.create(cable.uri())), settings)) {
            int most = Inbox.RECEIVE_MAXIMUM;
            send(broker.uri(), payloads(0, most + 1_000));
            reading.readTo(most);
            reading.readFor(Duration.ofMillis(300));
            assertThat(reading.payloads()).hasSize(most);

            cable.cut();
            reading.checkpoint();
            reading.readTo(most + 1_000);

            assertThat(reading.payloads()).containsExactlyElementsOf(payloads(0, most + 1_000));
        }
    }

    @Test
    void onlyTheContiguousPrefixOfWhatIsPublishedIsAcknowledged() throws Exception {
        ReadSettings byPublication = settings.withDurability(Durability.PUBLICATION);
        try (Broker broker = Broker.start(Kind.MOSQUITTO, directory)) {
            List<String> sent = payloads(0, 100);
            try (Reading reading = Reading.open(address(broker.uri()), byPublication)) {
                send(broker.uri(), sent);
                reading.readTo(100);
                reading.checkpoint();
                String partition = partition(reading);
                JobLocal job = JobLocal.of(jobId);

                job.published(List.of(range(partition, 59, 79), range(partition, 9, 29), range(partition, 99, 99)));
                job.published(List.of(range("another#1", -1, 99), range(partition, -1, 9)));
            }
            MqttSession.leaveAll();

            try (Reading reading = Reading.open(address(broker.uri()), byPublication)) {
                reading.readTo(70);
                reading.readFor(Duration.ofMillis(300));

                assertThat(reading.payloads()).containsExactlyElementsOf(sent.subList(30, 100));
            }
        }
    }

    @Test
    void aRecordCarriesItsTopicAndWhatItsSenderSaidBesides() throws Exception {
        try (Broker broker = Broker.start(Kind.MOSQUITTO, directory);
                Reading reading = Reading.open(address(broker.uri()), settings);
                MqttSender sender = MqttSender.to(broker.uri().toString())) {
            sender.send(TOPIC, new byte[] {'a'}, Map.of("unit", "celsius"), reason -> {});
            sender.flush();
            reading.readTo(1);

            assertThat(reading.records().get(0).attributes())
                    .isEqualTo(Map.of("topic", TOPIC, "qos", "1", "retained", "false", "property.unit", "celsius"));
            assertThat(reading.records().get(0).key()).isNull();
        }
    }

    @Test
    void aSessionWithoutReadersLeavesTheBroker() throws Exception {
        try (Broker broker = Broker.start(Kind.MOSQUITTO, directory)) {
            MqttAddress address = address(broker.uri());
            MqttSession session = MqttSession.open(address, jobId, Durability.CHECKPOINT);
            session.release();
            MqttSession again = MqttSession.open(address, jobId, Durability.CHECKPOINT);
            assertThat(again).isSameAs(session);
            again.release();

            await().atMost(Duration.ofSeconds(15)).until(() -> {
                MqttSession next = MqttSession.open(address, jobId + "-next", Durability.CHECKPOINT);
                next.release();
                return next != session;
            });
        }
    }

    @Test
    void aClientIdBelongsToOneJob() throws Exception {
        try (Broker broker = Broker.start(Kind.MOSQUITTO, directory);
                Reading reading = Reading.open(address(broker.uri()), settings)) {
            assertThat(reading.payloads()).isEmpty();

            assertThatThrownBy(() -> Reading.open(address(broker.uri()), ReadSettings.of("another")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the MQTT client id 'lake' is in use by job '" + jobId
                            + "' in this JVM: every job needs one of its own");
        }
    }

    @Test
    void aSessionThatIsTakenOverAgainAndAgainStops() throws Exception {
        try (Broker broker = Broker.start(Kind.HIVEMQ, directory);
                Reading reading = Reading.open(address(broker.uri()), settings)) {
            CompletableFuture<Void> rival = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < 10; i++) {
                    takeOver(broker.uri());
                }
            });

            assertThatThrownBy(() -> reading.readFor(Duration.ofSeconds(60)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another client has taken over the session 'lake'")
                    .hasMessageContaining("3 times within 60 s");
            rival.cancel(true);
        }
    }

    /** Takes the session, and leaves as soon as the rightful one has come back. */
    private static void takeOver(URI broker) {
        Mqtt5BlockingClient rival =
                MqttBroker.of(broker.toString()).client("lake").buildBlocking();
        var unused = rival.connectWith().cleanStart(false).noSessionExpiry().send();
        await().atMost(Duration.ofSeconds(20)).until(() -> !rival.getState().isConnected());
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() {
        MqttConnector connector = new MqttConnector();

        assertThat(connector.unreachable(table("mqtt://127.0.0.1:1"), settings))
                .containsExactly("MQTT broker 127.0.0.1:1 cannot be reached: the connection is refused");
        assertThat(connector.unreachable(table("mqtt://nowhere.invalid:1883"), settings))
                .containsExactly("MQTT broker nowhere.invalid:1883 cannot be found: the host is not known");
    }

    @Test
    void aBrokerThatSaysNothingIsNamedWithinThirtySeconds() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String uri = "mqtt://127.0.0.1:" + silent.getLocalPort();

            assertThat(new MqttConnector().unreachable(table(uri), settings))
                    .containsExactly("MQTT broker 127.0.0.1:" + silent.getLocalPort() + " does not answer");
        }
    }

    @Test
    void aBrokerThatIsThereIsNotComplainedAbout() throws Exception {
        try (Broker broker = Broker.start(Kind.MOSQUITTO, directory)) {
            assertThat(new MqttConnector().unreachable(table(broker.uri().toString()), settings))
                    .isEmpty();
        }
    }

    private static void checkpoint(Reading reading) {
        try {
            reading.checkpoint();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Makes the session, leaves it, and lets the broker queue: it then comes at once, whatever is acknowledged. */
    private void sendWhileAway(URI read, URI write, List<String> payloads) throws IOException {
        Reading.open(address(read), settings).close();
        MqttSession.leaveAll();
        send(write, payloads);
    }

    private void acknowledge(URI broker, long upTo) throws IOException {
        MqttSession session = MqttSession.open(address(broker), jobId, Durability.CHECKPOINT);
        session.acknowledge(upTo);
        session.release();
    }

    private void assertNothingIsLeft(URI broker) throws IOException {
        MqttSession.leaveAll();
        try (Reading next = Reading.open(address(broker), settings)) {
            next.readFor(Duration.ofMillis(500));
            assertThat(next.payloads()).isEmpty();
        }
    }

    private static PartitionRange records(List<PartitionRange> ranges) {
        return ranges.stream()
                .filter(range -> range.records() > 0)
                .reduce(PartitionRange::followedBy)
                .orElseThrow();
    }

    private static String partition(Reading reading) {
        return reading.ranges().get(0).partition();
    }

    private static PartitionRange range(String partition, long after, long last) {
        return new PartitionRange(partition, Position.offset(after), Position.offset(last), last - after);
    }

    private static MqttAddress address(URI broker) {
        return new MqttAddress(MqttBroker.of(broker.toString()), "streaming-data/#", "lake");
    }

    private static dev.sluice.schema.TableDefinition table(String broker) {
        return MqttAddressTest.table(Map.of("broker", broker, "topicFilter", "streaming-data/#", "clientId", "lake"));
    }

    private static List<String> payloads(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "reading " + i).toList();
    }

    private static void send(URI broker, List<String> payloads) {
        try (MqttSender sender = MqttSender.to(broker.toString())) {
            for (String payload : payloads) {
                sender.send(TOPIC, payload.getBytes(StandardCharsets.UTF_8));
            }
            sender.flush();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
