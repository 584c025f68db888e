package dev.sluice.connector.mqtt;

import dev.sluice.server.MosquittoServer;
import dev.sluice.server.MqttServer;
import java.net.URI;
import java.nio.file.Path;

/** One of the brokers. Both do everything: what one of them does may be a habit of its own. */
record Broker(URI uri, AutoCloseable server) implements AutoCloseable {

    enum Kind {
        HIVEMQ,
        MOSQUITTO
    }

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
