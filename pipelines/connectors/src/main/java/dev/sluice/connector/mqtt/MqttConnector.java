package dev.sluice.connector.mqtt;

import dev.sluice.connector.BatchWrite;
import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.RecordSender;
import dev.sluice.connector.SendingConnector;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Topics of an MQTT 5 broker.
 *
 * <p>Read:
 *
 * <ul>
 *   <li>Ordering: as the broker sends, which for one publisher, topic and QoS is as published.
 *   <li>Parallelism: one split.
 *   <li>Guarantee: a message with QoS 1 or 2 is acknowledged after its effect is durable, so that none is lost, whatever
 *       ends the job: at least once. Exactly once as long as the JVM lives, over closed readers, broken connections and
 *       brokers that stop in order and keep their sessions. What an ended JVM had read and not acknowledged comes again
 *       to the next one. Twice within one JVM comes what a broker forgets to have had acknowledged (a crash). QoS 0 is
 *       read as it comes and dropped where 65,534 messages wait.
 *   <li>Start: the session's. The broker queues for a client id from its first connection on; before that there is
 *       nothing but the retained message of each topic, given when the subscription is made. The named starting positions
 *       change nothing, an instant is refused.
 *   <li>End: none.
 *   <li>Timestamps: arrival, by the reader's clock. It is a message's first arrival in this JVM.
 *   <li>Attributes: {@code topic}, {@code qos}, {@code retained}, and {@code property.NAME} for each MQTT 5 user property
 *       (the last one of a name). No key.
 *   <li>Limits: no more than 65,534 messages (the receive maximum; the broker may have a lower limit) are on their way to
 *       durability, so that the throughput is at most the receive maximum by the checkpoint interval, or by the window
 *       where publication makes durable: 6,500/s at 10 s, 655/s at 100 s. They lie in memory. A broker drops what exceeds
 *       its own queue while nobody reads: raise that (mosquitto: {@code max_queued_messages 0},
 *       {@code max_inflight_messages 0}).
 *   <li>HiveMQ Community Edition sends what it has queued, and the next only when all of that is acknowledged: a message
 *       may wait there for one checkpoint interval or window.
 *   <li>Another client with the same id takes the session over. The reader takes it back, and stops the third time within
 *       a minute. A broker that does not say so when it disconnects (mosquitto 2.0.11) leaves it at a warning each time.
 * </ul>
 *
 * <p>Written with QoS 1, in order, at least once: what is on its way when a connection breaks is sent again. Key and
 * attributes become user properties, the key as {@code key}. A record the broker or the protocol refuses for good (too
 * large, not of the declared format) is a dead letter.
 *
 * <p>Settings of a table: {@code broker} (mqtt://host:port), {@code topicFilter} and {@code clientId} to read,
 * {@code topic} to write.
 */
public final class MqttConnector implements SendingConnector {

    static final String KIND = "mqtt";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hasPositions() {
        return false;
    }

    @Override
    public String describe(TableDefinition table) {
        String filter = table.stream().setting(MqttSettings.TOPIC_FILTER);
        return "MQTT " + (filter == null ? table.stream().setting(MqttSettings.TOPIC) : filter) + " at "
                + MqttSettings.of(table).broker().uri();
    }

    @Override
    public List<String> mistakes(TableDefinition table, ReadSettings settings) {
        List<String> mistakes = new ArrayList<>(MqttAddress.mistakes(table));
        if (settings.ending() == EndingPosition.LATEST) {
            mistakes.add("--endingPosition=LATEST: a broker's queue has no end that could be read to; use --timeout");
        }
        if (settings.start().instant() != null) {
            mistakes.add("--startingPosition: a broker's queue cannot be entered at an instant, found '"
                    + settings.start() + "'; it starts with what the broker has kept for the client id");
        }
        return mistakes;
    }

    @Override
    public List<String> writeMistakes(TableDefinition table) {
        return MqttTarget.mistakes(table);
    }

    @Override
    public List<String> unreachable(TableDefinition table, ReadSettings settings) {
        MqttSettings given = MqttSettings.of(table);
        MqttBroker broker = given.broker();
        if (!given.mistakes().isEmpty()) {
            return given.mistakes();
        }
        try {
            broker.check();
            return List.of();
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).lines().toList();
        }
    }

    /** None: the broker keeps what the session has not acknowledged. */
    @Override
    public List<PartitionRange> starts(TableDefinition table, ReadSettings settings) {
        return List.of();
    }

    @Override
    public PTransform<PBegin, PCollection<RecordBatch>> read(TableDefinition table, ReadSettings settings) {
        return Read.from(BatchedSource.of(new MqttStream(MqttAddress.of(table)), settings));
    }

    @Override
    public PTransform<PCollection<RecordBatch>, PCollection<DeadLetter>> write(TableDefinition table, String jobId) {
        MqttTarget target = MqttTarget.of(table);
        return BatchWrite.to(KIND, target.topic().toString(), () -> MqttTopicSender.to(target), jobId);
    }

    @Override
    public RecordSender sender(TableDefinition table) throws IOException {
        return MqttTopicSender.to(MqttTarget.of(table));
    }
}
