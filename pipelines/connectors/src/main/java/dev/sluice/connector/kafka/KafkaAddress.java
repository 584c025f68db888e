package dev.sluice.connector.kafka;

import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which topic, on which brokers.
 *
 * @param bootstrapServers {@code host:port}, several parted by commas
 */
record KafkaAddress(String bootstrapServers, String topic) implements Serializable {

    static final String BOOTSTRAP_SERVERS = "bootstrapServers";
    static final String TOPIC = "topicName";

    private static final int CONNECT_MILLIS = 10_000;
    private static final Pattern SERVERS = Pattern.compile("[^,:\\s]+:\\d{1,5}(,[^,:\\s]+:\\d{1,5})*");
    private static final Pattern TOPIC_NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    /** One sentence for each mistake in a table's stream settings. */
    static List<String> mistakes(TableDefinition table) {
        List<String> mistakes = new ArrayList<>();
        String servers = table.stream().setting(BOOTSTRAP_SERVERS);
        if (servers == null) {
            mistakes.add("--bootstrapServers is missing: expected host:port of a Kafka broker for table '"
                    + table.name() + "'");
        } else if (!SERVERS.matcher(servers).matches() || !portsAreInRange(servers)) {
            mistakes.add("--bootstrapServers: expected host:port[,host:port…], found '" + servers + "'");
        }
        String topic = table.stream().setting(TOPIC);
        if (topic == null) {
            mistakes.add("--topic is missing: table '" + table.name() + "' names no topicName");
        } else if (!TOPIC_NAME.matcher(topic).matches()) {
            mistakes.add("--topic: expected up to 249 of the characters a-z A-Z 0-9 . _ -, found '" + topic + "'");
        }
        return mistakes;
    }

    private static boolean portsAreInRange(String servers) {
        for (String server : servers.split(",", -1)) {
            int port = Integer.parseInt(server.substring(server.lastIndexOf(':') + 1));
            if (port < 1 || port > 65_535) {
                return false;
            }
        }
        return true;
    }

    /** @throws IllegalArgumentException where {@link #mistakes} finds some */
    static KafkaAddress of(TableDefinition table) {
        List<String> mistakes = mistakes(table);
        String servers = table.stream().setting(BOOTSTRAP_SERVERS);
        String topic = table.stream().setting(TOPIC);
        if (!mistakes.isEmpty() || servers == null || topic == null) {
            throw new IllegalArgumentException(String.join("\n", mistakes));
        }
        return new KafkaAddress(servers, topic);
    }

    /**
     * Looks whether anything listens at one of the brokers: Kafka's own client tries for as long as it is let, whatever
     * the reason.
     *
     * @throws IOException where nothing does
     */
    void connect() throws IOException {
        IOException refused = null;
        for (String server : bootstrapServers.split(",", -1)) {
            int colon = server.lastIndexOf(':');
            try (Socket socket = new Socket()) {
                int port = Integer.parseInt(server.substring(colon + 1));
                socket.connect(new InetSocketAddress(server.substring(0, colon), port), CONNECT_MILLIS);
                return;
            } catch (UnknownHostException e) {
                refused = new IOException("Kafka at " + server + " cannot be found: the host is not known", e);
            } catch (SocketTimeoutException e) {
                refused = new IOException("Kafka at " + server + " does not answer", e);
            } catch (IOException e) {
                refused = new IOException("Kafka at " + server + " cannot be reached: " + e.getMessage(), e);
            }
        }
        if (refused != null) {
            throw refused;
        }
    }

    /** What every client of this address is configured with. */
    Map<String, Object> clientSettings() {
        return Map.of(
                "bootstrap.servers", bootstrapServers, "enable.metrics.push", false, "reconnect.backoff.max.ms", 1_000);
    }

    /** The name of a partition of the topic, in batches and in the record of what is published. */
    String partition(int number) {
        return topic + "/" + number;
    }

    /** The number in a {@linkplain #partition name}, or null where it is a partition of another topic. */
    @Nullable
    Integer number(String partition) {
        return partition.startsWith(topic + "/") ? Integer.valueOf(partition.substring(topic.length() + 1)) : null;
    }
}
