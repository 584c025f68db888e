package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import dev.sluice.record.Durability;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may read a session, and what happens to one that another client wants. */
@Timeout(120)
final class MqttSessionsIT {

    @TempDir
    Path directory;

    private final String jobId = "job-" + UUID.randomUUID();
    private final ReadSettings settings = ReadSettings.of(jobId).withBatchDelay(Duration.ofMillis(20));

    @AfterEach
    void leave() {
        MqttSessions.leaveAll();
    }

    @Test
    void aSessionWithoutReadersLeavesTheBroker() throws Exception {
        try (Broker broker = Broker.start(Broker.Kind.MOSQUITTO, directory)) {
            MqttAddress address = address(broker.uri());
            MqttSession session = MqttSessions.open(address, jobId, Durability.CHECKPOINT);
            MqttSessions.release(session);
            MqttSession again = MqttSessions.open(address, jobId, Durability.CHECKPOINT);
            assertThat(again).isSameAs(session);
            MqttSessions.release(again);

            await().atMost(Duration.ofSeconds(15)).until(() -> {
                MqttSession next = MqttSessions.open(address, jobId + "-next", Durability.CHECKPOINT);
                MqttSessions.release(next);
                return next != session;
            });
        }
    }

    @Test
    void aClientIdBelongsToOneJob() throws Exception {
        try (Broker broker = Broker.start(Broker.Kind.MOSQUITTO, directory);
                Reading reading = Reading.open(address(broker.uri()), settings)) {
            assertThat(reading.payloads()).isEmpty();

            assertThatThrownBy(() -> Reading.open(address(broker.uri()), ReadSettings.of("another")))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the MQTT client id 'lake' is in use by job '" + jobId
                            + "' in this JVM: every job needs one of its own");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSessionThatIsTakenOverAgainAndAgainStops(Broker.Kind kind) throws Exception {
        try (Broker broker = Broker.start(kind, directory);
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

    @ParameterizedTest
    @EnumSource
    void aSessionThatIsTakenOverOnceGoesOn(Broker.Kind kind) throws Exception {
        try (Broker broker = Broker.start(kind, directory);
                Reading reading = Reading.open(address(broker.uri()), settings)) {
            takeOver(broker.uri());
            takeOver(broker.uri());

            send(broker.uri(), "after all");
            reading.readTo(1);

            assertThat(reading.payloads()).containsExactly("after all");
        }
    }

    @Test
    void aSessionThatNobodyReadsIsLeftToItsSuccessorAndTakenBackByTheNextReader() throws Exception {
        try (Broker broker = Broker.start(Broker.Kind.HIVEMQ, directory)) {
            MqttAddress address = address(broker.uri());
            MqttSession session = MqttSessions.open(address, jobId, Durability.CHECKPOINT);
            MqttSessions.release(session);

            Mqtt5BlockingClient successor = client(broker.uri(), "lake").toBlocking();
            var unused =
                    successor.connectWith().cleanStart(false).noSessionExpiry().send();
            await().pollDelay(Duration.ofMillis(2_500))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> successor.getState().isConnected());

            MqttSession next = MqttSessions.open(address, jobId, Durability.CHECKPOINT);
            assertThat(next).isSameAs(session);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> !successor.getState().isConnected());
            MqttSessions.release(next);
        }
    }

    /** Takes the session, and leaves as soon as the rightful one has come back. */
    private static void takeOver(URI broker) {
        Mqtt5BlockingClient rival = client(broker, "lake").toBlocking();
        var unused = rival.connectWith().cleanStart(false).noSessionExpiry().send();
        await().atMost(Duration.ofSeconds(20)).until(() -> !rival.getState().isConnected());
    }

    private static Mqtt5AsyncClient client(URI broker, String clientId) {
        try {
            return MqttBroker.of(broker.toString()).client(clientId, connected -> {}, disconnected -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(URI broker, String payload) throws IOException {
        try (MqttSender sender = MqttSender.to(broker.toString())) {
            sender.send("streaming-data/board", payload.getBytes(StandardCharsets.UTF_8));
            sender.flush();
        }
    }

    private static MqttAddress address(URI broker) {
        return new MqttAddress(MqttBroker.of(broker.toString()), "streaming-data/#", "lake");
    }
}
