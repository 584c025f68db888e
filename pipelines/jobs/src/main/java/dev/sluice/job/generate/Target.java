package dev.sluice.job.generate;

import dev.sluice.connector.kafka.KafkaSender;
import dev.sluice.connector.mqtt.MqttSender;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where generated messages go. What was sent has arrived when {@link #close} returns. */
interface Target extends Closeable {

    void send(byte[] message) throws IOException;

    /** A Kafka topic; the device is the key, so that its messages stay in order. */
    static Target kafka(String bootstrapServers, String topic, byte[] key) {
        KafkaSender sender = KafkaSender.to(bootstrapServers, topic);
        return new Target() {
            @Override
            public void send(byte[] message) {
                sender.send(key, message, Map.of(), reason -> {
                    throw new IllegalStateException("Kafka refused a message: " + reason.getMessage(), reason);
                });
            }

            @Override
            public void close() throws IOException {
                try (sender) {
                    sender.flush();
                }
            }
        };
    }

    /** An MQTT topic, at QoS 1. */
    static Target mqtt(String broker, String topic) throws IOException {
        MqttSender sender = MqttSender.to(broker);
        return new Target() {
            @Override
            public void send(byte[] message) throws IOException {
                sender.send(topic, message);
            }

            @Override
            public void close() throws IOException {
                try (sender) {
                    sender.flush();
                }
            }
        };
    }

    /** A file, one message a line. */
    static Target file(Path file) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        return new Target() {
            @Override
            public void send(byte[] message) throws IOException {
                out.write(message);
                out.write('\n');
            }

            @Override
            public void close() throws IOException {
                out.close();
            }
        };
    }
}
