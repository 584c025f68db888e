package dev.sluice.connector.kinesis;

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
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Streams of Amazon Kinesis Data Streams.
 *
 * <p>Read:
 *
 * <ul>
 *   <li>Ordering: within a shard. The children of a split or merged shard are read when it has been, so that the records of
 *       a partition key stay in order. One exception: where two shards are merged that different splits read, the child
 *       may be read before the rest of the parent that the service names second.
 *   <li>Parallelism: up to one split for each open shard when the job begins. Children are read by the split that read
 *       their parent: one may come to read many, each fetched side by side.
 *   <li>Guarantee: each record at least once from the checkpoint or the published progress on. Nothing is kept in DynamoDB.
 *   <li>Start: {@code TRIM_HORIZON} is the oldest record kept; {@code LATEST} is what arrives from the second on in which
 *       the job begins, by the service's clock; an instant is the first record that arrived then.
 *   <li>End: {@code LATEST} ends in each shard before the first record that arrived after the job began, or where there is
 *       none behind; a shard that was closed before is read to its end, and then its children.
 *   <li>Timestamps: arrival is the service's approximate arrival timestamp.
 *   <li>A record's key is its partition key in UTF-8. No attributes. Records that Amazon's producer library (KPL) has put
 *       into one come out of it, each with its own key; one that the library has put into the wrong shard and sends again is
 *       left out, as Amazon's consumer library does.
 *   <li>By polling, or by subscription where the table names a consumer (enhanced fan-out). Everything else is the same, so
 *       that a job may go over from one to the other.
 *   <li>Limits: a shard is polled twice a second at rest and four times a second where there is more; the service allows
 *       five to all readers together, and 2 MB/s. A consumer has 2 MB/s of each shard for itself, and may subscribe to a
 *       shard every five seconds; one consumer serves one job. A job that goes on in a shard whose records the stream no longer keeps fails
 *       and says so; where single records of a shard may be gone, there is a warning. A reader holds up to 8 answers of up to
 *       10 MB in memory; by subscription, one event of each shard more.
 * </ul>
 *
 * <p>Written in requests of up to 500 records and 5 MiB. What the service does not take is sent again, alone, for up to two
 * minutes, then the bundle fails and is tried again: at least once, none lost. Records of a key are in order as long as
 * nothing had to be sent again, and no longer: the service knows no order within a request. A record's key is its partition
 * key; one without gets a random one. A record of more than 1 MiB, key included, or with a key of more than 256 characters
 * is a dead letter. Attributes are not written: the service has none.
 *
 * <p>Settings of a table: {@code streamName} or {@code streamARN}, {@code endpointUrl}, {@code awsRegion},
 * {@code awsSTSRoleARN}, {@code awsSTSSessionName}; for reading, {@code consumerName} or {@code consumerARN}. Credentials are found as Amazon's tools do: environment, profile, the
 * machine's role.
 */
public final class KinesisConnector implements SendingConnector {

    static final String KIND = "kinesis";

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
        return "Kinesis " + KinesisAddress.of(table);
    }

    @Override
    public List<String> mistakes(TableDefinition table, ReadSettings settings) {
        List<String> mistakes = new ArrayList<>(KinesisAddress.mistakes(table));
        mistakes.addAll(KinesisConsumer.mistakes(table));
        return mistakes;
    }

    @Override
    public List<String> writeMistakes(TableDefinition table) {
        return KinesisAddress.mistakes(table);
    }

    @Override
    public List<String> unreachable(TableDefinition table, ReadSettings settings) {
        try {
            var unused = stream(table).split(1, settings);
            return List.of();
        } catch (IOException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<PartitionRange> starts(TableDefinition table, ReadSettings settings) throws IOException {
        return stream(table).starts(settings);
    }

    /** Polls, though the table may name a consumer: that is the job's, which may be at it. */
    @Override
    public List<RawRecord> sample(TableDefinition table, ReadSettings settings, int most, Duration patience)
            throws IOException {
        return RecordSample.of(KinesisStream.of(KinesisAddress.of(table), null), settings, most, patience);
    }

    @Override
    public PTransform<PBegin, PCollection<RecordBatch>> read(TableDefinition table, ReadSettings settings) {
        return Read.from(BatchedSource.of(stream(table), settings));
    }

    @Override
    public PTransform<PCollection<RecordBatch>, PCollection<DeadLetter>> write(TableDefinition table, String jobId) {
        KinesisAddress address = KinesisAddress.of(table);
        return BatchWrite.to(KIND, address.stream(), () -> KinesisSender.to(address), jobId);
    }

    @Override
    public KinesisSender sender(TableDefinition table) {
        return KinesisSender.to(KinesisAddress.of(table));
    }

    private static KinesisStream stream(TableDefinition table) {
        return KinesisStream.of(KinesisAddress.of(table), KinesisConsumer.of(table));
    }
}
