package dev.sluice.connector.kafka;

import dev.sluice.connector.BatchWrite;
import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.SendingConnector;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Kafka topics.
 *
 * <ul>
 *   <li>Read, ordering: within a partition. Parallelism: up to one split for each partition. Guarantee: each committed
 *       record at least once from the checkpoint or the published progress on; nothing is committed to a consumer group.
 *       Timestamps: arrival is Kafka's record timestamp. New partitions are found within 30 s and read from their first
 *       record. {@code LATEST} means the ends at the time the job begins.
 *   <li>Write, ordering: within a partition, as given. Guarantee: at least once; the producer is idempotent, so a retry
 *       inside one run writes nothing twice. A record the broker refuses for good (too large) is a dead letter.
 * </ul>
 *
 * <p>Settings of a table: {@code bootstrapServers}, {@code topicName}.
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
