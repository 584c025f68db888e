package dev.sluice.connector.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedContext;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt3.lifecycle.Mqtt3ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5SubAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5UnsubAckException;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientConnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5RetainHandling;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAck;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a session connected: the same client id, no clean start, subscribed with QoS 1 and manual acknowledgement. A
 * connection that breaks is followed by another one after 1 s, then 2 s, up to 30 s.
 *
 * <p>Each connection is a client of its own. HiveMQ's reconnecting client would keep the unacknowledged messages of the
 * connection that broke beside their repetitions and count both against the receive maximum: with more than half of it
 * unacknowledged it ends the new connection, too.
 */
final class MqttConnection {

    /** What happens, in order, on the threads of the client. */
    interface Listener {

        /** A connection is there, and messages follow. */
        void connected(int connection, boolean sessionPresent);

        /** The broker has accepted the subscription. */
        void subscribed();

        void received(Delivery delivery);

        /** It ends for good. */
        void failed(IOException reason);
    }

    private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);
    private static final Duration LEAST_DELAY = Duration.ofSeconds(1);
    private static final Duration GREATEST_DELAY = Duration.ofSeconds(30);
    private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(2);

    /** Nobody subscribes to it; see {@link #afterAcknowledgements}. */
    private static final String NO_TOPIC = "sluice/nothing";

    private final MqttAddress address;
    private final Listener listener;
    private final ScheduledExecutorService timer;
    private final Takeovers takeovers;
    private @Nullable Mqtt5AsyncClient client;
    private int connection;
    private int attempts;
    private boolean subscribed;
    private boolean everSubscribed;
    private boolean wanted = true;
    private boolean postponed;
    private boolean closed;
    private @Nullable IOException lastFailure;
    private volatile CompletableFuture<@Nullable Void> leaving = CompletableFuture.completedFuture(null);

    MqttConnection(MqttAddress address, Listener listener, ScheduledExecutorService timer) {
        this.address = address;
        this.listener = listener;
        this.timer = timer;
        takeovers = new Takeovers(address, this::fail);
    }

    /** Connects, and again whenever the connection breaks. Returns at once. */
    void connect() {
        try {
            connectOnce();
        } catch (IOException e) {
            disconnected(new MqttFailure(MqttFailure.Kind.REFUSED, "is not connected to: " + e.getMessage(), e));
        }
    }

    private synchronized void connectOnce() throws IOException {
        if (closed) {
            return;
        }
        if (!wanted) {
            postponed = true;
            return;
        }
        int number = ++connection;
        Mqtt5AsyncClient next = address.broker()
                .client(address.clientId(), now -> connected(number, now), now -> disconnected(number, now));
        client = next;
        // Before the session is there, or what it brings is acknowledged unseen. On the client's own thread, for a
        // thread between would come with a queue.
        next.publishes(
                MqttGlobalPublishFilter.ALL,
                publish -> listener.received(Delivery.of(publish, number)),
                Runnable::run,
                true);
        var unused = next.connect(connectMessage());
    }

    private Mqtt5Connect connectMessage() {
        var message = Mqtt5Connect.builder()
                .cleanStart(false)
                .noSessionExpiry()
                .keepAlive(address.broker().keepAliveSeconds());
        return address.broker().version() == MqttVersion.V3_1_1
                ? message.build() // whose broker cannot be told
                : message.restrictions()
                        .receiveMaximum(address.receiveMaximum())
                        .applyRestrictions()
                        .build();
    }

    private void connected(int number, MqttClientConnectedContext context) {
        boolean sessionPresent = context instanceof Mqtt5ClientConnectedContext five
                ? five.getConnAck().isSessionPresent()
                : ((Mqtt3ClientConnectedContext) context).getConnAck().isSessionPresent();
        synchronized (this) {
            if (closed || number != connection) {
                return;
            }
            if (number > 1) {
                LOG.info(
                        "MQTT session '{}' is connected to {} again{}",
                        address.clientId(),
                        address.broker(),
                        sessionPresent ? "" : ", which has forgotten it: what was sent meanwhile is lost");
            }
            attempts = 0;
            subscribed = subscribed && sessionPresent;
        }
        listener.connected(number, sessionPresent);
        subscribe();
    }

    private synchronized void subscribe() {
        if (subscribed || client == null) {
            return;
        }
        Mqtt5Subscription subscription = Mqtt5Subscription.builder()
                .topicFilter(address.topicFilter())
                .qos(MqttQos.AT_LEAST_ONCE)
                .retainHandling(Mqtt5RetainHandling.SEND_IF_SUBSCRIPTION_DOES_NOT_EXIST)
                .build();
        var unused = client.subscribeWith().addSubscription(subscription).send().whenComplete(this::subscribed);
    }

    private void subscribed(@Nullable Mqtt5SubAck answer, @Nullable Throwable error) {
        Throwable cause = error instanceof CompletionException ? error.getCause() : error;
        if (cause instanceof Mqtt5SubAckException refused) {
            fail(new IOException(address.broker() + " refuses the subscription to '" + address.topicFilter() + "' ("
                    + refused.getMqttMessage().getReasonCodes().get(0) + ")"));
        } else if (answer != null && answer.getReasonCodes().contains(Mqtt5SubAckReasonCode.GRANTED_QOS_0)) {
            fail(new IOException(address.broker() + " grants '" + address.topicFilter()
                    + "' with QoS 0 only, which loses messages; expected QoS 1"));
        } else if (answer != null) {
            synchronized (this) {
                subscribed = true;
                everSubscribed = true;
                lastFailure = null;
            }
            listener.subscribed();
        }
        // Otherwise the connection broke: the next one subscribes.
    }

    private void disconnected(int number, MqttClientDisconnectedContext context) {
        MqttFailure failure = address.broker().failure(context.getCause());
        boolean wasConnected = context.getClientConfig().getState().isConnected();
        synchronized (this) {
            if (closed || number != connection || context.getSource() == MqttDisconnectSource.USER) {
                return;
            }
        }
        disconnected(
                wasConnected
                        ? failure
                        : failure.beforeConnected(address.broker().encrypted()));
    }

    private void disconnected(MqttFailure failure) {
        IOException reason = failure.toException(address.broker());
        boolean isFinal;
        synchronized (this) {
            lastFailure = reason;
            // Once it was connected it is refused for a reason that may pass.
            isFinal = failure.kind() == MqttFailure.Kind.REFUSED && !everSubscribed;
        }
        if (isFinal) {
            fail(reason);
            return;
        }
        switch (failure.kind()) {
            case TAKEN_OVER -> takeovers.another();
            case CLOSED -> takeovers.ask();
            case REFUSED, OTHER -> {}
        }
        connectLater(reason);
    }

    private synchronized void connectLater(IOException reason) {
        if (closed) {
            return;
        }
        long seconds = Math.min(LEAST_DELAY.toSeconds() << Math.min(attempts, 10), GREATEST_DELAY.toSeconds());
        attempts++;
        LOG.warn("MQTT session '{}': {}; next attempt in {} s", address.clientId(), reason.getMessage(), seconds);
        long spread = ThreadLocalRandom.current().nextLong(seconds * 250);
        var unused = timer.schedule(this::connect, seconds * 1_000 + spread, TimeUnit.MILLISECONDS);
    }

    private void fail(IOException reason) {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        close();
        listener.failed(reason);
    }

    /**
     * Whether a connection that breaks is to be made again at once, or when it is wanted again: a session that nobody reads
     * is not to be taken back from whoever has taken it over.
     */
    void want(boolean isWanted) {
        boolean connect;
        synchronized (this) {
            wanted = isWanted;
            connect = isWanted && postponed;
            postponed = postponed && !isWanted;
        }
        if (connect) {
            connect();
        }
    }

    /** How many connections there were after the first. */
    synchronized int reconnects() {
        return Math.max(0, connection - 1);
    }

    /** Why the last attempt to connect failed, or null where it did not. */
    synchronized @Nullable IOException lastFailure() {
        return lastFailure;
    }

    /**
     * Calls {@code processed} when the broker has processed all acknowledgements that were given before. MQTT does not
     * answer them, but it answers what comes after them on the same connection: leaving a topic filter that was never
     * subscribed to. Where the connection breaks before the answer it is not called.
     */
    void afterAcknowledgements(Runnable processed) {
        Mqtt5AsyncClient current;
        synchronized (this) {
            current = client;
        }
        if (current != null) {
            var unused = current.unsubscribeWith().topicFilter(NO_TOPIC).send().whenComplete((answer, error) -> {
                Throwable cause = error instanceof CompletionException ? error.getCause() : error;
                if (error == null || cause instanceof Mqtt5UnsubAckException) {
                    processed.run();
                }
            });
        }
    }

    /** Sends what is acknowledged, and leaves; the broker keeps the session. No effect on one that left. */
    void close() {
        Mqtt5AsyncClient current;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            current = client;
        }
        if (current != null) {
            leaving = current.disconnect().handle((done, error) -> null);
        }
    }

    /** Waits until the broker knows that the client has left, for 2 s at most. */
    void awaitClosed() {
        leaving.completeOnTimeout(null, LEAVE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
