package dev.sluice.connector.mqtt;

import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import dev.sluice.connector.RecordSender;
import dev.sluice.record.RawRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends as the one client of a session that the broker keeps, in order: nothing overtakes, and nothing is sent again behind
 * somebody's back. The first failure ends it, at once. Who keeps what was not acknowledged opens another one, and sends from
 * there on.
 *
 * <p>Not thread-safe. Keep fewer than 1,000 messages between two calls of {@link #flush}.
 */
final class MqttSessionSender implements RecordSender {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final MqttTarget target;
    private final Mqtt5AsyncClient client;
    private final CompletableFuture<@Nullable Void> broken;
    private final List<CompletableFuture<?>> onTheirWay = new ArrayList<>();

    private MqttSessionSender(MqttTarget target, Mqtt5AsyncClient client, CompletableFuture<@Nullable Void> broken) {
        this.target = target;
        this.client = client;
        this.broken = broken;
    }

    /**
     * A sender that is connected.
     *
     * @param session its client id
     * @throws IOException where the broker cannot be reached within 20 s
     */
    static MqttSessionSender to(MqttTarget target, String session) throws IOException {
        MqttBroker broker = target.broker();
        CompletableFuture<@Nullable Void> broken = new CompletableFuture<>();
        Mqtt5AsyncClient client = broker.client(
                session, connected -> {}, disconnected -> broken.completeExceptionally(disconnected.getCause()));
        try {
            broker.connect(client.connectWith()
                    .cleanStart(false)
                    .noSessionExpiry()
                    .keepAlive(broker.keepAliveSeconds())
                    .send());
        } catch (IOException e) {
            var unused = client.disconnect(); // one that is late would take the session from the next one
            throw e;
        }
        return new MqttSessionSender(target, client, broken);
    }

    @Override
    public void send(RawRecord record, Refusal refusal) {
        Mqtt5Publish message;
        try {
            message = MqttTopicSender.message(target, record);
        } catch (IllegalArgumentException e) {
            refusal.because(e);
            return;
        }
        onTheirWay.add(client.publish(message).handle((result, thrown) -> {
            Throwable failure = failure(result, thrown);
            Optional<PublishRefusal> refused = failure == null ? Optional.empty() : PublishRefusal.of(failure);
            if (refused.isPresent() && !refused.get().mayPass()) {
                refusal.because(refused.get().toException());
            } else if (failure != null) {
                throw new CompletionException(failure);
            }
            return null;
        }));
    }

    private static @Nullable Throwable failure(@Nullable Mqtt5PublishResult result, @Nullable Throwable thrown) {
        Throwable error = result == null ? thrown : result.getError().orElse(null);
        return error instanceof CompletionException ? error.getCause() : error;
    }

    @Override
    public void flush() throws IOException {
        CompletableFuture<Void> arrived = CompletableFuture.allOf(onTheirWay.toArray(CompletableFuture<?>[]::new));
        try {
            CompletableFuture.anyOf(arrived, broken).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            onTheirWay.clear();
        } catch (ExecutionException e) {
            // What a message fails with after the connection broke says less than what broke it.
            Throwable reason = broken.isCompletedExceptionally()
                    ? broken.handle((none, why) -> why).join()
                    : e;
            throw target.broker().failure(reason).toException(target.broker());
        } catch (TimeoutException e) {
            throw new IOException(
                    target.broker() + " has not acknowledged " + onTheirWay.size() + " messages within "
                            + PATIENCE.toSeconds() + " s",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending to " + target.broker(), e);
        }
    }

    /** Disconnects; the broker keeps the session. */
    @Override
    public void close() {
        client.disconnect()
                .handle((done, error) -> null)
                .completeOnTimeout(null, 2, TimeUnit.SECONDS)
                .join();
    }
}
