package dev.sluice.connector.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.lifecycle.MqttClientAutoReconnect;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import dev.sluice.connector.RecordSender;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Publishes, in order. A message is on its way until {@link #flush} has returned; no more than the window are, 1,000. A connection that breaks is made again after 1 s to 30 s, and what was on its way is sent again, so that the
 * broker may get it twice.
 *
 * <p>A message that the broker refuses for a reason that may pass is sent again, five times in all within 2 s, and then
 * comes behind others.
 *
 * <p>Thread-safe; the order is that of the calls.
 */
public final class MqttSender implements Closeable {

    private static final int WINDOW = 1_000;
    private static final int SESSION_SECONDS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 5;
    private static final long FIRST_DELAY_MILLIS = 100;

    private final MqttBroker broker;
    private final Mqtt5AsyncClient client;
    private final Semaphore free = new Semaphore(WINDOW);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private MqttSender(MqttBroker broker, Mqtt5AsyncClient client) {
        this.broker = broker;
        this.client = client;
    }

    /**
     * A sender that is connected, with a client id of its own, by MQTT 5, to a broker that lets everybody in.
     *
     * @param broker {@code mqtt://host:port}
     * @throws IOException where the broker cannot be reached within 20 s
     * @throws IllegalArgumentException where the URI is none of a broker
     */
    public static MqttSender to(String broker) throws IOException {
        return to(MqttBroker.of(broker));
    }

    /** A sender that is connected, with a client id of its own. */
    static MqttSender to(MqttBroker broker) throws IOException {
        String clientId = "sluice-sender-" + UUID.randomUUID();
        // The first connection fails at once; only one that was there is made again.
        AtomicBoolean connected = new AtomicBoolean();
        MqttClientAutoReconnect again = MqttClientAutoReconnect.builder()
                .initialDelay(1, TimeUnit.SECONDS)
                .maxDelay(30, TimeUnit.SECONDS)
                .build();
        Mqtt5AsyncClient client = broker.client(clientId, context -> connected.set(true), context -> {
            if (connected.get()) {
                again.onDisconnected(context);
                context.getReconnector().republishIfSessionExpired(true);
            }
        });
        broker.connect(client.connectWith()
                .cleanStart(true)
                // A session of MQTT 3.1.1 ends with its connection, or never.
                .sessionExpiryInterval(broker.version() == MqttVersion.V5 ? SESSION_SECONDS : 0)
                .keepAlive(broker.keepAliveSeconds())
                .send());
        return new MqttSender(broker, client);
    }

    /**
     * Puts a message on its way, with QoS 1. Waits while the window is full.
     *
     * @throws IOException where it has been full for 60 s
     * @throws IllegalArgumentException where the topic is none
     */
    public void send(String topic, byte[] payload) throws IOException {
        send(
                Mqtt5Publish.builder()
                        .topic(MqttTopic.of(topic))
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(payload)
                        .build(),
                this::fail);
    }

    /**
     * Puts a message on its way. Waits while the window is full.
     *
     * @param refusal called, on any thread and before {@link #flush} returns, where the broker or the protocol refuses the
     *     message for good: it is too large, or not of its declared format, its topic is not allowed, or the broker has
     *     refused it five times
     * @throws IOException where the window has been full for 60 s
     */
    void send(Mqtt5Publish message, RecordSender.Refusal refusal) throws IOException {
        acquire(1, "sending to");
        publish(message, refusal, 1);
    }

    private void publish(Mqtt5Publish message, RecordSender.Refusal refusal, int attempt) {
        var unused = client.publish(message).whenComplete((result, error) -> {
            Throwable failed = failure(result, error);
            PublishRefusal refused =
                    failed == null ? null : PublishRefusal.of(failed).orElse(null);
            if (refused != null && refused.mayPass() && attempt < ATTEMPTS) {
                CompletableFuture.delayedExecutor(FIRST_DELAY_MILLIS << attempt, TimeUnit.MILLISECONDS)
                        .execute(() -> publish(message, refusal, attempt + 1));
                return; // it is still on its way
            }
            if (refused != null) {
                refusal.because(refused.toException());
            } else if (failed != null) {
                fail(failed);
            }
            free.release();
        });
    }

    private static @Nullable Throwable failure(@Nullable Mqtt5PublishResult result, @Nullable Throwable thrown) {
        Throwable error = result == null ? thrown : result.getError().orElse(null);
        return error instanceof CompletionException ? error.getCause() : error;
    }

    private void fail(Throwable reason) {
        failure.compareAndSet(null, reason);
    }

    /**
     * Waits until the broker has acknowledged everything.
     *
     * @throws IOException where it did not within 60 s, or refused a message; the failure is thrown once
     */
    public void flush() throws IOException {
        acquire(WINDOW, "waiting for acknowledgements of");
        free.release(WINDOW);
        Throwable error = failure.getAndSet(null);
        if (error != null) {
            throw new IOException("sending to " + broker + ": " + error.getMessage(), error);
        }
    }

    private void acquire(int permits, String doing) throws IOException {
        try {
            if (!free.tryAcquire(permits, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(doing + " " + broker + ": nothing was acknowledged for " + PATIENCE.toSeconds()
                        + " s, " + (WINDOW - free.availablePermits()) + " messages are on their way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + doing + " " + broker, e);
        }
    }

    /** Disconnects; what was not flushed may be lost. */
    @Override
    public void close() {
        client.disconnectWith()
                .sessionExpiryInterval(0)
                .send()
                .handle((done, error) -> null)
                .completeOnTimeout(null, 2, TimeUnit.SECONDS)
                .join();
    }
}
