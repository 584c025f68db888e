package dev.sluice.connector.mqtt;

import com.hivemq.client.internal.mqtt.MqttAsyncClient;
import com.hivemq.client.internal.mqtt.mqtt3.Mqtt3AsyncClientView;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientBuilder;
import com.hivemq.client.mqtt.MqttClientExecutorConfig;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.lifecycle.MqttClientConnectedListener;
import com.hivemq.client.mqtt.lifecycle.MqttClientDisconnectedListener;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.auth.Mqtt3SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.auth.Mqtt5SimpleAuth;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAck;
import dev.sluice.connector.tls.TlsMaterial;
import java.io.IOException;
import java.io.Serializable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where an MQTT broker listens, and how to get in: {@code mqtt://host:port}, port 1883 where the URI names none, or with TLS
 * {@code mqtts://host:port}, port 8883.
 *
 * @param encrypted whether by TLS
 * @param keepAliveSeconds how long a connection may be silent before its end is noticed, 1.5 times that by the broker
 */
record MqttBroker(
        String host, int port, boolean encrypted, MqttVersion version, int keepAliveSeconds, MqttAccess access)
        implements Serializable {

    static final String EXPECTED = "mqtt://host:port or mqtts://host:port";
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Stands for an address that is missing. */
    static final MqttBroker NOWHERE = plain("", 1);

    private static final String SCHEME = "mqtt";
    private static final String ENCRYPTED_SCHEME = "mqtts";
    private static final int DEFAULT_PORT = 1883;
    private static final int DEFAULT_ENCRYPTED_PORT = 8883;
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

    private static MqttBroker plain(String host, int port) {
        return new MqttBroker(host, port, false, MqttVersion.V5, KEEP_ALIVE_SECONDS, MqttAccess.NONE);
    }

    /** What is wrong with the URI, as one sentence, or null where nothing is. */
    static @Nullable String mistake(String uri) {
        URI parsed;
        try {
            parsed = new URI(uri);
        } catch (URISyntaxException e) {
            return "expected " + EXPECTED + ", found '" + uri + "'";
        }
        if (parsed.getUserInfo() != null) {
            return "a user name or a password does not belong into the address, expected " + EXPECTED;
        }
        String path = parsed.getPath();
        boolean bare = (path == null || path.isEmpty() || path.equals("/"))
                && parsed.getQuery() == null
                && parsed.getFragment() == null;
        boolean scheme = SCHEME.equals(parsed.getScheme()) || ENCRYPTED_SCHEME.equals(parsed.getScheme());
        int port = parsed.getPort();
        if (!scheme || parsed.getHost() == null || !bare || port == 0 || port > 65_535) {
            return "expected " + EXPECTED + ", found '" + uri + "'";
        }
        return null;
    }

    /**
     * A broker that is spoken to with MQTT 5 and lets everybody in.
     *
     * @throws IllegalArgumentException where {@link #mistake} finds one
     */
    static MqttBroker of(String uri) {
        String mistake = mistake(uri);
        if (mistake != null) {
            throw new IllegalArgumentException(mistake);
        }
        URI parsed = URI.create(uri);
        boolean encrypted = ENCRYPTED_SCHEME.equals(parsed.getScheme());
        int byDefault = encrypted ? DEFAULT_ENCRYPTED_PORT : DEFAULT_PORT;
        MqttBroker broker = plain(parsed.getHost(), parsed.getPort() < 0 ? byDefault : parsed.getPort());
        return new MqttBroker(
                broker.host, broker.port, encrypted, broker.version, broker.keepAliveSeconds, broker.access);
    }

    /**
     * A client of this broker, not connected. One of MQTT 3.1.1 has the same interface; what its protocol does not know is
     * left out of its packets.
     *
     * @throws IOException with one sentence for each mistake, where the files of its access cannot be used
     */
    Mqtt5AsyncClient client(
            String clientId, MqttClientConnectedListener connected, MqttClientDisconnectedListener disconnected)
            throws IOException {
        MqttClientBuilder builder = MqttClient.builder()
                .identifier(clientId)
                .serverHost(host)
                .serverPort(port)
                .addConnectedListener(connected)
                .addDisconnectedListener(disconnected)
                .executorConfig(MqttClientExecutorConfig.builder()
                        .nettyExecutor(NETTY)
                        .nettyThreads(2)
                        .build());
        if (encrypted) {
            TlsMaterial material = access.tls().open();
            builder = builder.sslConfig(MqttClientSslConfig.builder()
                    .trustManagerFactory(material.trustManagers())
                    .keyManagerFactory(material.keyManagers())
                    .handshakeTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .build());
        }
        String user = access.username();
        byte[] password = access.password();
        return switch (version) {
            case V5 ->
                builder.useMqttVersion5()
                        .simpleAuth(user == null ? null : auth(user, password))
                        .buildAsync();
            case V3_1_1 ->
                FormerVersion.clientOf(builder.useMqttVersion3()
                        .simpleAuth(user == null ? null : formerAuth(user, password))
                        .buildAsync());
        };
    }

    private static Mqtt5SimpleAuth auth(String user, byte @Nullable [] password) {
        var auth = Mqtt5SimpleAuth.builder().username(user);
        return password == null ? auth.build() : auth.password(password).build();
    }

    private static Mqtt3SimpleAuth formerAuth(String user, byte @Nullable [] password) {
        var auth = Mqtt3SimpleAuth.builder().username(user);
        return password == null ? auth.build() : auth.password(password).build();
    }

    /**
     * The library's client of MQTT 3.1.1 is a view of its client of MQTT 5, which speaks the version it is configured for.
     * That one is taken out of its private field, so that there are not two of everything here; the library's version is
     * fixed in the root pom, and a missing field fails at the first client.
     */
    private static final class FormerVersion {

        private static final VarHandle DELEGATE;

        static {
            try {
                DELEGATE = MethodHandles.privateLookupIn(Mqtt3AsyncClientView.class, MethodHandles.lookup())
                        .findVarHandle(Mqtt3AsyncClientView.class, "delegate", MqttAsyncClient.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        static Mqtt5AsyncClient clientOf(Mqtt3AsyncClient view) {
            return (MqttAsyncClient) DELEGATE.get((Mqtt3AsyncClientView) view);
        }
    }

    /**
     * Connects with a client id of its own, and disconnects.
     *
     * @return done when it was connected
     * @throws IOException with one sentence for each mistake, where the files of its access cannot be used
     */
    CompletableFuture<Mqtt5ConnAck> knock() throws IOException {
        Mqtt5AsyncClient client = client("sluice-check-" + UUID.randomUUID(), connected -> {}, disconnected -> {});
        return client.connectWith()
                .cleanStart(true)
                .keepAlive(keepAliveSeconds)
                .send()
                .whenComplete((answer, error) -> {
                    if (answer != null) {
                        var unused = client.disconnect();
                    }
                });
    }

    /**
     * Whether it lets us in.
     *
     * @throws IOException with one sentence, where it does not within 20 s
     */
    void check() throws IOException {
        connect(knock());
    }

    /** Waits for a connection. */
    void connect(CompletableFuture<Mqtt5ConnAck> connecting) throws IOException {
        try {
            var unused = connecting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            connecting.cancel(false);
            throw failure(e).beforeConnected(encrypted).toException(this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connecting.cancel(false);
            throw new IOException("interrupted while connecting to " + this, e);
        }
    }

    /** What went wrong with a connection. */
    MqttFailure failure(Throwable thrown) {
        return MqttFailure.of(thrown, encrypted);
    }

    /** Its address, as an URI with a port. */
    String uri() {
        return (encrypted ? ENCRYPTED_SCHEME : SCHEME) + "://" + host + ":" + port;
    }

    @Override
    public String toString() {
        return "MQTT broker " + host + ":" + port;
    }
}
