package dev.sluice.connector.kinesis;

import dev.sluice.record.Position;
import dev.sluice.record.Position.SequenceNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Goes through the records of one shard. A request that failed may be made again; iterators, which live for five minutes,
 * are renewed.
 */
final class ShardCursor {

    private static final Logger LOG = LoggerFactory.getLogger(ShardCursor.class);

    private final KinesisAddress address;
    private final KinesisClient client;
    private final String shard;
    private Position after;
    private boolean isResuming;
    private @Nullable String iterator;
    private boolean isAtEnd;

    /** @param after the position to start after */
    ShardCursor(KinesisAddress address, KinesisClient client, String shard, Position after) {
        this.address = address;
        this.client = client;
        this.shard = shard;
        this.after = after;
        isResuming = ShardPosition.isOfRecord(after);
    }

    /**
     * What one request brought.
     *
     * @param records in order, behind those before
     * @param millisBehind how far they are behind the newest record of the shard
     * @param isLast whether the shard has ended with these
     */
    record Page(List<Record> records, long millisBehind, boolean isLast) {}

    /** Makes one request. Not to be called behind the last page. */
    Page next() {
        if (isAtEnd) {
            throw new IllegalStateException("shard " + shard + " has ended");
        }
        if (iterator == null) {
            iterator = client.getShardIterator(where()).shardIterator();
        }
        GetRecordsResponse response;
        try {
            response = client.getRecords(GetRecordsRequest.builder()
                    .shardIterator(iterator)
                    .streamARN(address.streamArn())
                    .build());
        } catch (ExpiredIteratorException e) {
            iterator = null;
            return next();
        }
        List<Record> records = behind(response.records());
        if (!records.isEmpty()) {
            after = new SequenceNumber(records.get(records.size() - 1).sequenceNumber());
        }
        iterator = response.nextShardIterator();
        isAtEnd = iterator == null;
        Long behind = response.millisBehindLatest();
        return new Page(records, behind == null ? 0 : behind, isAtEnd);
    }

    /**
     * An iterator at the last record that is known, rather than behind it: if that does not come first, it is not there any
     * more, and perhaps others with it.
     */
    private GetShardIteratorRequest where() {
        GetShardIteratorRequest.Builder request = GetShardIteratorRequest.builder()
                .streamName(address.streamArn() == null ? address.stream() : null)
                .streamARN(address.streamArn())
                .shardId(shard);
        if (after.equals(ShardPosition.BEGINNING)) {
            request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        } else if (ShardPosition.isOfRecord(after)) {
            isResuming = true;
            request.shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                    .startingSequenceNumber(ShardPosition.digits(after));
        } else {
            request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                    .timestamp(Instant.ofEpochMilli(Long.parseLong(ShardPosition.digits(after))));
        }
        return request.build();
    }

    private List<Record> behind(List<Record> fetched) {
        if (!isResuming || fetched.isEmpty()) {
            return fetched;
        }
        isResuming = false;
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
