package dev.sluice.connector.mqtt;

import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import com.hivemq.client.mqtt.mqtt5.Mqtt5ClientBuilder;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5DisconnectException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import java.io.IOException;
import java.io.Serializable;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Where an MQTT broker listens: {@code mqtt://host:port}, port 1883 where the URI names none. */
record MqttBroker(String host, int port) implements Serializable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String SCHEME = "mqtt";
    private static final int DEFAULT_PORT = 1883;
    private static final int KEEP_ALIVE_SECONDS = 10;

    /**
     * The threads of all clients. HiveMQ's own are no daemons and end when the last flow of messages has ended, which one
     * with unacknowledged messages never does: the JVM would not exit.
     */
    private static final Executor NETTY = task -> {
        Thread thread = new Thread(task, "mqtt-io");
        thread.setDaemon(true);
        thread.start();
    };

    /** What is wrong with the URI, as one sentence, or null where nothing is. */
    static @Nullable String mistake(String uri) {
        URI parsed;
        try {
            parsed = new URI(uri);
        } catch (URISyntaxException e) {
            return "--broker: expected mqtt://host:port, found '" + uri + "'";
        }
        if ("mqtts".equals(parsed.getScheme())) {
            return "--broker: mqtts (TLS) is not supported yet, expected mqtt://host:port, found '" + uri + "'";
        }
        if (parsed.getUserInfo() != null) {
            return "--broker: a user name or a password does not belong into the address, expected mqtt://host:port";
        }
        String path = parsed.getPath();
        boolean bare = (path == null || path.isEmpty() || path.equals("/"))
                && parsed.getQuery() == null
                && parsed.getFragment() == null;
        int port = parsed.getPort();
        if (!SCHEME.equals(parsed.getScheme()) || parsed.getHost() == null || !bare || port == 0 || port > 65_535) {
            return "--broker: expected mqtt://host:port, found '" + uri + "'";
        }
        return null;
    }

    /** @throws IllegalArgumentException where {@link #mistake} finds one */
    static MqttBroker of(String uri) {
        String mistake = mistake(uri);
        if (mistake != null) {
            throw new IllegalArgumentException(mistake);
        }
        URI parsed = URI.create(uri);
        return new MqttBroker(parsed.getHost(), parsed.getPort() < 0 ? DEFAULT_PORT : parsed.getPort());
    }

    /** A client of this broker, not connected. */
    Mqtt5ClientBuilder client(String clientId) {
        return Mqtt5Client.builder()
                .identifier(clientId)
                .serverHost(host)
                .serverPort(port)
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyExecutor(NETTY)
                        .nettyThreads(2)
                        .build());
    }

    int keepAliveSeconds() {
        return KEEP_ALIVE_SECONDS;
    }

    /**
     * Connects with a client id of its own and disconnects.
     *
     * @throws IOException with one sentence, where that does not succeed within 20 s
     */
    void check() throws IOException {
        Mqtt5AsyncClient client = client("sluice-check-" + UUID.randomUUID()).buildAsync();
        connect(client.connectWith().cleanStart(true).send());
        var unused = client.disconnect();
    }

    /** Waits for a connection. */
    void connect(CompletableFuture<Mqtt5ConnAck> connecting) throws IOException {
        try {
            var unused = connecting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            connecting.cancel(false);
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connecting.cancel(false);
            throw new IOException("interrupted while connecting to " + this, e);
        }
    }

    /** What went wrong with a connection, as a sentence that names host and port. */
    IOException failure(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null
                && (cause instanceof CompletionException
                        || cause instanceof ExecutionException
                        || cause instanceof ConnectionFailedException)) {
            cause = cause.getCause();
        }
        return new IOException(this + " " + reason(cause), thrown);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
            return "cannot be found: the host is not known";
        }
        if (cause instanceof TimeoutException
                || cause instanceof SocketTimeoutException
                || (cause instanceof ConnectException
                        && String.valueOf(cause.getMessage()).contains("timed out"))) {
            return "does not answer";
        }
        if (cause instanceof ConnectException) {
            return "cannot be reached: the connection is refused";
        }
        if (cause instanceof Mqtt5ConnAckException refused) {
            Mqtt5ConnAck answer = refused.getMqttMessage();
            String said = answer.getReasonString().map(text -> ", " + text).orElse("");
            return switch (answer.getReasonCode()) {
                case NOT_AUTHORIZED, BAD_USER_NAME_OR_PASSWORD, BAD_AUTHENTICATION_METHOD, BANNED ->
                    "refuses the credentials (" + answer.getReasonCode() + said + ")";
                default -> "refuses the connection (" + answer.getReasonCode() + said + ")";
            };
        }
        if (cause instanceof Mqtt5DisconnectException ended) {
            return "ended the connection (" + ended.getMqttMessage().getReasonCode() + ")";
        }
        return "cannot be used: " + cause.getMessage();
    }

    @Override
    public String toString() {
        return "MQTT broker " + host + ":" + port;
    }
}
