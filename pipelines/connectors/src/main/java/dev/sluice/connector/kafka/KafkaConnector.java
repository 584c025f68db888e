package dev.sluice.connector.kafka;

import dev.sluice.connector.BatchWrite;
import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.RecordSample;
import dev.sluice.connector.SendingConnector;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Kafka topics.
 *
 * <ul>
 *   <li>Read, ordering: within a partition. Parallelism: as many splits as the runner wishes for, at most one for each
 *       partition where the read ends; which split a partition belongs to follows from its topic and number alone.
 *       Guarantee: each committed record at least once from the checkpoint or the published progress on; nothing is
 *       committed to a consumer group. Timestamps: arrival is Kafka's record timestamp. New partitions, and new topics that
 *       match a pattern, are found within 30 s and read from their first record. {@code LATEST} means the ends at the time
 *       the job begins.
 *   <li>Attributes are the record's headers as text; where several topics are read, {@code topic} names the record's own,
 *       unless a header of that name does.
 *   <li>Event time: a partition that is silent for the idle timeout does not hold the watermark, also one that is alone in
 *       its split and silent from the start; one of which records are still to come is not silent. Where a whole split is
 *       silent, its watermark follows the clock at the timeout's distance, and old records that it gives later are late.
 *       While a broker is away all its partitions are silent.
 *   <li>Write, ordering: within a partition, as given. Guarantee: at least once; the producer is idempotent, so what it
 *       sends again by itself inside one run is written once, and what a runner gives again after a failure is written
 *       again. There are no transactions, because Beam's (KafkaIO's withEOS) do not come back from a kill on FlinkRunner.
 *       A record the broker refuses for good (too large, or invalid for its topic) is a dead letter; valid records beside an
 *       invalid one are sent again, one by one and behind it. Any other failure (the topic is gone, no permission, no broker
 *       for two minutes) fails the bundle, and the runner gives it again.
 *   <li>Limits: a record of 1 MiB; one Kerberos configuration in a JVM.
 * </ul>
 *
 * <p>Settings of a table: {@code bootstrapServers}; {@code topicName} (several parted by commas) or {@code topicPattern} (a
 * regular expression of whole names); to be let in, {@code connection}, a file with Glue's {@code KAFKA_…} properties, or
 * {@code caFile}, {@code certificateFile}, {@code keyFile}, {@code username}, {@code passwordFile}. A user's name logs in by
 * SCRAM-SHA-512 unless the connection says otherwise. All these files are read where a client is opened.
 */
public final class KafkaConnector implements SendingConnector {

    static final String KIND = "kafka";

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public boolean hasPositions() {
        return true;
    }

    @Override
    public String describe(TableDefinition table) {
        return "Kafka " + TopicSelection.of(table.stream()).describe() + " at " + KafkaAccess.describe(table.stream());
    }

    @Override
    public List<String> mistakes(TableDefinition table, ReadSettings settings) {
        return KafkaAddress.mistakes(table);
    }

    @Override
    public List<String> writeMistakes(TableDefinition table) {
        return KafkaAddress.writeMistakes(table);
    }

    @Override
    public List<String> unreachable(TableDefinition table, ReadSettings settings) {
        try {
            KafkaAddress address = KafkaAddress.of(table);
            BrokerGreeting.exchange(address.access());
            var unused = KafkaStream.of(address).split(1, settings);
            return List.of();
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<PartitionRange> starts(TableDefinition table, ReadSettings settings) throws IOException {
        return KafkaStream.of(KafkaAddress.of(table)).starts(settings);
    }

    @Override
    public List<RawRecord> sample(TableDefinition table, ReadSettings settings, int most, Duration patience)
            throws IOException {
        return RecordSample.of(KafkaStream.of(KafkaAddress.of(table)), settings, most, patience);
    }

    @Override
    public PTransform<PBegin, PCollection<RecordBatch>> read(TableDefinition table, ReadSettings settings) {
        return Read.from(BatchedSource.of(KafkaStream.of(KafkaAddress.of(table)), settings));
    }

    @Override
    public PTransform<PCollection<RecordBatch>, PCollection<DeadLetter>> write(TableDefinition table, String jobId) {
        KafkaAddress address = KafkaAddress.toWrite(table);
        return BatchWrite.to(KIND, address.topic(), () -> KafkaSender.to(address), jobId);
    }

    @Override
    public KafkaSender sender(TableDefinition table) throws IOException {
        return KafkaSender.to(KafkaAddress.toWrite(table));
    }
}
