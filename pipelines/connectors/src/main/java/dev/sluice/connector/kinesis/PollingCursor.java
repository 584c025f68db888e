package dev.sluice.connector.kinesis;

import dev.sluice.record.Position;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;

/**
 * Asks for the records of a shard again and again: every 250 ms while there is more, every 500 ms where there is not, as the
 * service allows five reads a second of a shard, to all who read it together. Iterators, which live for five minutes, are
 * renewed.
 */
final class PollingCursor implements ShardCursor {

    private static final Duration WHERE_THERE_IS_MORE = Duration.ofMillis(250);
    private static final Duration WHERE_THERE_IS_NOT = Duration.ofMillis(500);

    private final KinesisAddress address;
    private final KinesisClient client;
    private final String shard;
    private final Resumption resumption;
    private Duration pause = Duration.ZERO;
    private @Nullable String iterator;
    private boolean isAtEnd;

    /** @param after the position to start after */
    PollingCursor(KinesisAddress address, KinesisClient client, String shard, Position after) {
        this.address = address;
        this.client = client;
        this.shard = shard;
        resumption = new Resumption(address, shard, after);
    }

    /** Opens cursors that ask through this client, which is not theirs to close. */
    static Factory through(KinesisAddress address, KinesisClient client) {
        return new Factory() {
            @Override
            public ShardCursor open(String shard, Position after) {
                return new PollingCursor(address, client, shard, after);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void await() throws InterruptedException {
        Duration due = pause;
        pause = Duration.ZERO; // whoever tries again after a failure has waited for that
        Thread.sleep(due.toMillis());
    }

    /** Makes one request. */
    @Override
    public Page next() {
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
        List<Record> records = resumption.behind(response.records());
        iterator = response.nextShardIterator();
        isAtEnd = iterator == null;
        Long told = response.millisBehindLatest();
        long behind = told == null ? 0 : told;
        pause = behind > 0 ? WHERE_THERE_IS_MORE : WHERE_THERE_IS_NOT;
        return new Page(records, behind, isAtEnd);
    }

    private GetShardIteratorRequest where() {
        StartingPosition start = resumption.start();
        return GetShardIteratorRequest.builder()
                .streamName(address.streamArn() == null ? address.stream() : null)
                .streamARN(address.streamArn())
                .shardId(shard)
                .shardIteratorType(start.type())
                .startingSequenceNumber(start.sequenceNumber())
                .timestamp(start.timestamp())
                .build();
    }

    @Override
    public void close() {}
}
