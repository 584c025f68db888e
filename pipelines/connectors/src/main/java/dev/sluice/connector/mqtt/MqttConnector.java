package dev.sluice.connector.mqtt;

import dev.sluice.connector.BatchWrite;
import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.RecordSample;
import dev.sluice.connector.RecordSender;
import dev.sluice.connector.SendingConnector;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Topics of an MQTT broker, by MQTT 5 or 3.1.1, with or without TLS.
 *
 * <p>Read:
 *
 * <ul>
 *   <li>Ordering: as the broker sends, which for one publisher, topic and QoS is as published; a shared subscription has no
 *       order between its sessions.
 *   <li>Parallelism: one split. A shared subscription ({@code $share/group/filter}, MQTT 5) has one for each session, as many
 *       as the setting {@code sessions} says, whatever the runner wishes for: client ids {@code clientId-0} to
 *       {@code clientId-(n-1)}. It may grow at any time. Where it shrinks, what the broker has given or will give to the
 *       sessions that are left out stays with them: end those at the broker when they are empty.
 *   <li>Guarantee: a message with QoS 1 or 2 is acknowledged after its effect is durable, so that none is lost, whatever
 *       ends the job: at least once. Exactly once as long as the JVM lives, over closed readers, broken connections and
 *       brokers that stop in order and keep their sessions. What an ended JVM had read and not acknowledged comes again
 *       to the next one. Twice within one JVM comes what a broker forgets to have had acknowledged (a crash). QoS 0 is
 *       read as it comes and dropped where a whole window waits.
 *   <li>Start: the session's. The broker queues for a client id from its first connection on; before that there is
 *       nothing but the retained message of each topic, given when the subscription is made. The named starting positions
 *       change nothing, an instant is refused.
 *   <li>End: none.
 *   <li>Timestamps: arrival, by the reader's clock. It is a message's first arrival in this JVM. Event time is the
 *       payload's, where the table names a column for it.
 *   <li>Attributes: {@code topic}, {@code qos}, {@code retained}, and with MQTT 5, as far as the message says so,
 *       {@code contentType}, {@code payloadFormat} (1: UTF-8), {@code responseTopic}, {@code correlationData} (base64),
 *       {@code messageExpiry} (seconds), and {@code property.NAME} for each user property (the last one of a name). No
 *       key.
 *   <li>Limits: no more than the window, 65,534 messages unless the setting {@code receiveMaximum} or the broker has less,
 *       are on their way to durability. They lie in memory. So the throughput is at most the window by the checkpoint
 *       interval: 65,534/s at 1 s, which is the default on Flink, 655/s at 100 s. Where publishing makes durable
 *       (DirectRunner) the job is asked to publish when half of the window was given, whatever {@code --windowSize} says.
 *       MQTT 3.1.1 cannot tell the broker a window: its own counts, and should be less than 65,536.
 *   <li>A broker drops what exceeds its own queue while nobody reads: raise that (mosquitto: {@code max_queued_messages 0},
 *       {@code max_inflight_messages 0}).
 *   <li>HiveMQ Community Edition sends what it has queued, and the next only when all of that is acknowledged: a message
 *       may wait there for one checkpoint interval or window. Mosquitto 2.0.11 counts its window anew at each
 *       acknowledgement while messages are queued: with a small receive maximum it sends too many, is disconnected for it,
 *       and loses a second each time.
 *   <li>Another client with the same id takes the session over. The reader takes it back, and stops the third time within
 *       a minute; also where the broker closes the connection without a word and answers others meanwhile (Mosquitto
 *       2.0.11, MQTT 3.1.1). A session that nobody reads is left to its successor.
 * </ul>
 *
 * <p>Written in order, with QoS 1 unless the setting {@code qos} says 0 (sent once and forgotten) or 2, at least once: what is
 * on its way when a connection breaks is sent again. 1,000 messages are on their way at most. Key and attributes become
 * user properties, the key as {@code key}; what was an MQTT property when it was read becomes that again. MQTT 3.1.1 has
 * none. The {@code topic} is a template: {@code ${topic()}} is the attribute of this name, {@code ${key}} the record's
 * key, {@code ${name}} any other attribute. A dead letter is: a record without a value for its topic, or with one that is
 * no topic; one that is too large, not of its declared format, or not allowed; and one that the broker refuses five times
 * within 3 s (quota, an error of its own). A broker that is away for 60 s fails the step, which the runner does again.
 *
 * <p>Settings of a table: {@code broker} (mqtt://host:port, mqtts://host:port), {@code mqttVersion} (5, 3.1.1),
 * {@code keepAlive} (10 s), {@code caFile}, {@code certificateFile}, {@code keyFile}, {@code username},
 * {@code passwordFile}; to read {@code topicFilter}, {@code clientId}, {@code receiveMaximum}, {@code sessions} (4); to write
 * {@code topic}, {@code qos}, {@code retained}; for a sender without a pipeline {@code session}, the client id of a session of its
 * own, in which nothing is reordered and the first failure ends the sender. A connection file ({@code connection}) has them as {@code MQTT_BROKER},
 * {@code MQTT_VERSION}, {@code MQTT_KEEP_ALIVE}, {@code MQTT_CUSTOM_CERT}, {@code MQTT_CLIENT_CERT},
 * {@code MQTT_CLIENT_KEY}, {@code MQTT_USERNAME}, {@code MQTT_PASSWORD_FILE}, and two secrets, {@code MQTT_PASSWORD} and
 * {@code MQTT_CLIENT_KEY_PASSWORD}. Files are read where a client is made, at each connection: what is renewed in place is
 * used by the next one.
 *
 * <p>Metrics, in the namespace {@code mqtt}: {@code recordsRead}, {@code bytesRead}, {@code reconnects}, {@code dropped}
 * (QoS 0) and {@code inFlight}; {@code recordsWritten}, {@code bytesWritten}, {@code recordsRefused}. How much still waits at
 * the broker, MQTT does not tell.
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

    /** What the session holds; it is the job's own, and gives the job all of it again, but for messages with QoS 0. */
    @Override
    public List<RawRecord> sample(TableDefinition table, ReadSettings settings, int most, Duration patience)
            throws IOException {
        return RecordSample.of(new MqttStream(MqttAddress.of(table)), settings, most, patience);
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
        MqttTarget target = MqttTarget.of(table);
        return target.session() == null ? MqttTopicSender.to(target) : MqttSessionSender.to(target, target.session());
    }
}
