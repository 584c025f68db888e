package dev.sluice.connector.mqtt;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.datatypes.MqttTopic;
import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.lifecycle.MqttClientAutoReconnect;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperties;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserPropertiesBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import com.hivemq.client.mqtt.mqtt5.message.publish.puback.Mqtt5PubAckReasonCode;
import dev.sluice.connector.RecordSender;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Publishes with QoS 1, in order. A message is on its way until {@link #flush} has returned; no more than the window are,
 * 1,000 by default. A connection that breaks is made again after 1 s to 30 s, and what was on its way is sent again, so
 * that the broker may get it twice.
 *
 * <p>Thread-safe; the order is that of the calls.
 */
public final class MqttSender implements Closeable {

    private static final int WINDOW = 1_000;
    private static final long SESSION_SECONDS = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final MqttBroker broker;
    private final Mqtt5AsyncClient client;
    private final int window;
    private final Semaphore free;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private MqttSender(MqttBroker broker, Mqtt5AsyncClient client, int window) {
        this.broker = broker;
        this.client = client;
        this.window = window;
        free = new Semaphore(window);
    }

    /**
     * A sender that is connected, with a client id of its own.
     *
     * @param broker {@code mqtt://host:port}
     * @throws IOException where the broker cannot be reached within 20 s
     * @throws IllegalArgumentException where the URI is none of a broker
     */
    public static MqttSender to(String broker) throws IOException {
        return to(broker, WINDOW);
    }

    /**
     * A sender that is connected, with a client id of its own.
     *
     * @param broker {@code mqtt://host:port}
     * @param window how many messages may be on their way, 1 to 65,534
     * @throws IOException where the broker cannot be reached within 20 s
     * @throws IllegalArgumentException where the URI is none of a broker, or the window out of its range
     */
    public static MqttSender to(String broker, int window) throws IOException {
        if (window < 1 || window > Inbox.RECEIVE_MAXIMUM) {
            throw new IllegalArgumentException("expected a window of 1 to 65534 messages, found " + window);
        }
        MqttBroker to = MqttBroker.of(broker);
        String clientId = "sluice-sender-" + UUID.randomUUID();
        // The first connection fails at once; only one that was there is made again.
        AtomicBoolean connected = new AtomicBoolean();
        MqttClientAutoReconnect again = MqttClientAutoReconnect.builder()
                .initialDelay(1, TimeUnit.SECONDS)
                .maxDelay(30, TimeUnit.SECONDS)
                .build();
        Mqtt5AsyncClient client = to.client(clientId)
                .addConnectedListener(context -> connected.set(true))
                .addDisconnectedListener(context -> {
                    if (connected.get()) {
                        again.onDisconnected(context);
                        context.getReconnector().republishIfSessionExpired(true);
                    }
                })
                .buildAsync();
        to.connect(client.connectWith()
                .cleanStart(true)
                .sessionExpiryInterval(SESSION_SECONDS)
                .keepAlive(to.keepAliveSeconds())
                .send());
        return new MqttSender(to, client, window);
    }

    /**
     * Puts a message on its way. Waits while the window is full.
     *
     * @throws IOException where it has been full for 60 s
     * @throws IllegalArgumentException where the topic is none
     */
    public void send(String topic, byte[] payload) throws IOException {
        send(MqttTopic.of(topic), payload, Mqtt5UserProperties.of(), this::fail);
    }

    /**
     * Puts a message with user properties on its way. Waits while the window is full.
     *
     * @param refusal called, on any thread and before {@link #flush} returns, where the broker or the protocol refuses the
     *     message for good: it is too large, or not of its declared format, or its properties are no text for MQTT
     * @throws IOException where the window has been full for 60 s
     * @throws IllegalArgumentException where the topic is none
     */
    public void send(String topic, byte[] payload, Map<String, String> properties, RecordSender.Refusal refusal)
            throws IOException {
        MqttTopic to = MqttTopic.of(topic);
        Mqtt5UserPropertiesBuilder builder = Mqtt5UserProperties.builder();
        try {
            for (Map.Entry<String, String> property : properties.entrySet()) {
                builder = builder.add(property.getKey(), property.getValue());
            }
        } catch (IllegalArgumentException e) {
            refusal.because(e);
            return;
        }
        send(to, payload, builder.build(), refusal);
    }

    private void send(MqttTopic topic, byte[] payload, Mqtt5UserProperties properties, RecordSender.Refusal refusal)
            throws IOException {
        acquire(1, "sending to");
        Mqtt5Publish publish = Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .userProperties(properties)
                .build();
        var unused = client.publish(publish).whenComplete((result, error) -> done(result, error, refusal));
    }

    private void done(@Nullable Mqtt5PublishResult result, @Nullable Throwable thrown, RecordSender.Refusal refusal) {
        Throwable error = result == null ? thrown : result.getError().orElse(null);
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        if (cause instanceof Exception reason && isForGood(reason)) {
            refusal.because(reason);
        } else if (cause != null) {
            fail(cause);
        }
        free.release();
    }

    private static boolean isForGood(Exception reason) {
        return reason instanceof MqttEncodeException
                || (reason instanceof Mqtt5PubAckException refused
                        && refused.getMqttMessage().getReasonCode() == Mqtt5PubAckReasonCode.PAYLOAD_FORMAT_INVALID);
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
        acquire(window, "waiting for acknowledgements of");
        free.release(window);
        Throwable error = failure.getAndSet(null);
        if (error != null) {
            throw new IOException("sending to " + broker + ": " + error.getMessage(), error);
        }
    }

    private void acquire(int permits, String doing) throws IOException {
        try {
            if (!free.tryAcquire(permits, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException(doing + " " + broker + ": nothing was acknowledged for " + PATIENCE.toSeconds()
                        + " s, " + (window - free.availablePermits()) + " messages are on their way");
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
