package dev.sluice.benchmark;

import dev.sluice.connector.kafka.KafkaSender;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** Messages in the order in which they are sent. */
interface Messages {

    /** Whether there is another one. */
    boolean hasNext();

    /** The next one, as JSON on one line. */
    byte[] next();

    /** The key of the one given last. */
    byte[] key();

    /**
     * Sends what is left to a topic, which is there; what has one key keeps its order.
     *
     * @param copy takes the same, a line each
     * @throws IOException where the broker does not have all of it
     */
    default void sendTo(String bootstrapServers, String topic, OutputStream copy) throws IOException {
        try (KafkaSender sender = KafkaSender.to(bootstrapServers, topic)) {
            while (hasNext()) {
                byte[] message = next();
                copy.write(message);
                copy.write('\n');
                sender.send(key(), message, Map.of(), reason -> {
                    throw new IllegalStateException("Kafka refused a message: " + reason.getMessage(), reason);
                });
            }
            sender.flush();
        }
    }
}
