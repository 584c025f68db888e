package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.connector.RecordSample;
import dev.sluice.record.Durability;
import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import dev.sluice.schema.ReadSettings;
import dev.sluice.server.MosquittoConfig;
import dev.sluice.server.MosquittoServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
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

    @TempDir
    Path directory;

    private final String jobId = "job-" + UUID.randomUUID();
    private final ReadSettings settings = ReadSettings.of(jobId).withBatchDelay(Duration.ofMillis(20));

    @AfterEach
    void leave() {
        MqttSessions.leaveAll();
    }

    @ParameterizedTest
    @EnumSource
    void aReaderThatIsClosedAndOpenedAtRandomGivesEverythingOnceAndInOrder(Broker.Kind kind) throws Exception {
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
    void whatIsSentWhileNobodyReadsIsGivenAfterwards(Broker.Kind kind) throws Exception {
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
    void aNewJvmGetsWhatWasNotAcknowledgedAndNothingElse(Broker.Kind kind) throws Exception {
        try (Broker broker = Broker.start(kind, directory)) {
            List<String> sent = payloads(0, 3_000);
            sendWhileAway(broker.uri(), broker.uri(), sent);
            try (Reading reading = Reading.open(address(broker.uri()), settings)) {
                reading.readTo(3_000);
                acknowledge(broker.uri(), 999);
            }
            MqttSessions.leaveAll();

            try (Reading reading = Reading.open(address(broker.uri()), settings)) {
                reading.readTo(2_000);
                reading.readFor(Duration.ofMillis(500));

                assertThat(reading.payloads()).containsExactlyElementsOf(sent.subList(1_000, 3_000));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSampleAcknowledgesNothingAndTheJobGetsAllOfIt(Broker.Kind kind) throws Exception {
        try (Broker broker = Broker.start(kind, directory)) {
            List<String> sent = payloads(0, 500);
            sendWhileAway(broker.uri(), broker.uri(), sent);

            List<RawRecord> sample = RecordSample.of(
                    new MqttStream(address(broker.uri())), ReadSettings.of("sample"), 200, Duration.ofMinutes(1));

            assertThat(sample)
                    .extracting(r -> new String(r.payload(), StandardCharsets.UTF_8))
                    .containsExactlyElementsOf(sent.subList(0, 200));
            try (Reading reading = Reading.open(address(broker.uri()), settings)) {
                reading.readTo(sent.size());
                assertThat(reading.payloads()).containsExactlyElementsOf(sent);
            }
        }
    }

    @Test
    void aMarkOfAFormerJvmStartsWithWhatWasNotAcknowledged() throws Exception {
        try (Broker broker = Broker.start(Broker.Kind.MOSQUITTO, directory);
                Reading reading = Reading.open(address(broker.uri()), settings)) {
            List<String> sent = payloads(0, 100);
            send(broker.uri(), sent);
            reading.readTo(100);
            MqttSessions.leaveAll();

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

    @Test
    void aBrokerThatHasForgottenTheSessionIsSubscribedToAgain() throws Exception {
        MosquittoServer first = MosquittoServer.start(directory);
        try (Reading reading = Reading.open(address(first.uri()), settings)) {
            send(first.uri(), payloads(0, 10));
            reading.readTo(10);
            first.stop();
            Files.delete(directory.resolve("mosquitto.db"));

            try (MosquittoServer second = MosquittoServer.start(directory, first.port())) {
                reading.readUntil(() -> {
                    send(second.uri(), payloads(10, 11));
                    return reading.payloads().size() > 10;
                });
                reading.checkpoint();

                assertThat(reading.payloads().stream().distinct()).containsExactlyElementsOf(payloads(0, 11));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBrokerOfTheFormerVersionIsReadAsWell(Broker.Kind kind) throws Exception {
        try (Broker broker = Broker.start(kind, directory)) {
            List<String> sent = payloads(0, 2_000);
            MqttAddress address = new MqttAddress(former(broker.uri()), "streaming-data/#", "lake");
            Reading.open(address, settings).close();
            MqttSessions.leaveAll();
            try (MqttSender sender = MqttSender.to(former(broker.uri()))) {
                for (String payload : sent) {
                    sender.send(TOPIC, payload.getBytes(StandardCharsets.UTF_8));
                }
                sender.flush();
            }

            try (Reading reading = Reading.open(address, settings)) {
                reading.readTo(1_000);
                reading.checkpoint();
                reading.reopen();
                reading.readTo(2_000);
                reading.checkpoint();
                MqttSessions.leaveAll();

                assertThat(reading.payloads()).containsExactlyElementsOf(sent);
            }
            try (Reading next = Reading.open(address, settings)) {
                next.readFor(Duration.ofMillis(500));
                assertThat(next.payloads()).as("all was acknowledged").isEmpty();
            }
        }
    }

    @Test
    void whatTheFormerVersionHadNotAcknowledgedWhenItsConnectionBrokeComesOnce() throws Exception {
        try (Broker broker = Broker.start(Broker.Kind.MOSQUITTO, directory);
                Cable cable = Cable.to(broker.uri().getPort());
                Reading reading = Reading.open(
                        new MqttAddress(former(URI.create(cable.uri())), "streaming-data/#", "lake"), settings)) {
            send(broker.uri(), payloads(0, 500));
            reading.readTo(500);

            cable.cut();
            send(broker.uri(), payloads(500, 1_000));
            reading.readTo(1_000);
            reading.checkpoint();
            reading.readFor(Duration.ofMillis(300));

            assertThat(reading.payloads()).containsExactlyElementsOf(payloads(0, 1_000));
        }
    }

    private static MqttBroker former(URI uri) {
        MqttBroker broker = MqttBroker.of(uri.toString());
        return new MqttBroker(
                broker.host(), broker.port(), false, MqttVersion.V3_1_1, broker.keepAliveSeconds(), MqttAccess.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void sessionsShareASubscriptionAndNothingComesTwice(Broker.Kind kind) throws Exception {
        try (Broker broker = Broker.start(kind, directory)) {
            MqttAddress shared = new MqttAddress(
                    MqttBroker.of(broker.uri().toString()),
                    "$share/lakes/streaming-data/#",
                    "lake",
                    Inbox.RECEIVE_MAXIMUM,
                    3);
            List<Reading> readings = new ArrayList<>();
            try {
                for (MqttStream part : new MqttStream(shared).split(1, settings)) {
                    readings.add(Reading.open(part.address(), settings));
                }
                send(broker.uri(), payloads(0, 3_000));
                long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
                while (readings.stream().mapToInt(r -> r.payloads().size()).sum() < 3_000
                        && System.nanoTime() < deadline) {
                    for (Reading reading : readings) {
                        boolean unused = reading.advance();
                        checkpoint(reading);
                    }
                }

                assertThat(readings).hasSize(3);
                assertThat(readings.stream().flatMap(r -> r.payloads().stream()))
                        .containsExactlyInAnyOrderElementsOf(payloads(0, 3_000));
            } finally {
                for (Reading reading : readings) {
                    reading.close();
                }
            }
        }
    }

    @Test
    void publicationIsAskedForWhenHalfOfTheWindowIsOnItsWay() throws Exception {
        try (Broker broker = Broker.start(Broker.Kind.MOSQUITTO, directory)) {
            MqttAddress narrow =
                    new MqttAddress(MqttBroker.of(broker.uri().toString()), "streaming-data/#", "lake", 100, 0);
            try (Reading reading = Reading.open(narrow, settings.withDurability(Durability.PUBLICATION))) {
                JobLocal job = JobLocal.of(jobId);
                send(broker.uri(), payloads(0, 49));
                reading.readTo(49);
                assertThat(job.flushes()).isZero();

                send(broker.uri(), payloads(49, 60));
                reading.readTo(60);
                assertThat(job.flushes()).as("at each half").isEqualTo(1);

                send(broker.uri(), payloads(60, 100));
                reading.readTo(100);
                reading.readFor(Duration.ofMillis(100));
                assertThat(job.flushes()).as("and on, where it is full").isGreaterThan(2);

                job.published(List.of(range(partition(reading), -1, 99)));
                send(broker.uri(), payloads(100, 110));
                reading.readTo(110);
                assertThat(reading.payloads()).containsExactlyElementsOf(payloads(0, 110));
            }
        }
    }

    @Test
    void aBrokerThatWaitsForAcknowledgementsIsFoundOutThoughItDoesNotSayHowManyItLetsBeOnTheirWay() throws Exception {
        ReadSettings byPublication = settings.withDurability(Durability.PUBLICATION);
        try (MosquittoServer broker =
                        MosquittoServer.start(directory, MosquittoConfig.open().with("max_inflight_messages 20"));
                Reading reading = Reading.open(address(broker.uri()), byPublication)) {
            JobLocal job = JobLocal.of(jobId);
            AtomicLong asked = new AtomicLong();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(broker.uri(), payloads(0, 300)));

            reading.readUntil(() -> {
                if (job.flushes() > asked.getAndSet(job.flushes())) {
                    long last = reading.payloads().size() - 1L;
                    job.published(List.of(range(partition(reading), -1, last)));
                }
                return reading.payloads().size() >= 300;
            });
            sending.join();

            assertThat(reading.payloads()).containsExactlyElementsOf(payloads(0, 300));
        }
    }

    @ParameterizedTest
    @EnumSource
    void acknowledgementsThatAreLostOnTheWayMakeNoDoubles(Broker.Kind kind) throws Exception {
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
        try (Broker broker = Broker.start(Broker.Kind.MOSQUITTO, directory);
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
        try (Broker broker = Broker.start(Broker.Kind.MOSQUITTO, directory)) {
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
            MqttSessions.leaveAll();

            try (Reading reading = Reading.open(address(broker.uri()), byPublication)) {
                reading.readTo(70);
                reading.readFor(Duration.ofMillis(300));

                assertThat(reading.payloads()).containsExactlyElementsOf(sent.subList(30, 100));
            }
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
        MqttSessions.leaveAll();
        send(write, payloads);
    }

    private void acknowledge(URI broker, long upTo) throws IOException {
        MqttSession session = MqttSessions.open(address(broker), jobId, Durability.CHECKPOINT);
        session.acknowledge(upTo);
        MqttSessions.release(session);
    }

    private void assertNothingIsLeft(URI broker) throws IOException {
        MqttSessions.leaveAll();
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
