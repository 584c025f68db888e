package dev.sluice.connector.kinesis;

import dev.sluice.record.Position;
import dev.sluice.record.Position.SequenceNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;

/**
 * How far a shard has been read, and how to go on there: at the last record that is known, rather than behind it. If that
 * does not come first, it is not there any more, and perhaps others with it.
 */
final class Resumption {

    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    private final KinesisAddress address;
    private final String shard;
    private Position after;
    private boolean expectsLast;

    /** @param after the position to start after */
    Resumption(KinesisAddress address, String shard, Position after) {
        this.address = address;
        this.shard = shard;
        this.after = after;
    }

    /** Where the service is asked to start, for records that are then given to {@link #behind}. */
    StartingPosition start() {
        StartingPosition.Builder start = StartingPosition.builder();
        if (after.equals(ShardPosition.BEGINNING)) {
            return start.type(ShardIteratorType.TRIM_HORIZON).build();
        }
        if (ShardPosition.isOfRecord(after)) {
            expectsLast = true;
            return start.type(ShardIteratorType.AT_SEQUENCE_NUMBER)
                    .sequenceNumber(ShardPosition.digits(after))
                    .build();
        }
        return start.type(ShardIteratorType.AT_TIMESTAMP)
                .timestamp(Instant.ofEpochMilli(Long.parseLong(ShardPosition.digits(after))))
                .build();
    }

    /** Those of the records that have not been read; they have been now. */
    List<Record> behind(List<Record> fetched) {
        List<Record> behind = expectsLast && !fetched.isEmpty() ? behindLast(fetched) : fetched;
        if (!behind.isEmpty()) {
            after = new SequenceNumber(behind.get(behind.size() - 1).sequenceNumber());
        }
        return behind;
    }

    private List<Record> behindLast(List<Record> fetched) {
        expectsLast = false;
        if (!fetched.get(0).sequenceNumber().equals(ShardPosition.digits(after))) {
            LOG.warn(
                    "{}, shard {}: record {}, the last that was read, is there no more; the stream's retention may have"
                            + " deleted records behind it, too",
                    address,
                    shard,
                    after);
        }
        List<Record> behind = new ArrayList<>(fetched);
        behind.removeIf(record -> new SequenceNumber(record.sequenceNumber()).compareTo(after) <= 0);
        return behind;
    }
}
