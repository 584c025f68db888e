package dev.sluice.connector.kinesis;

import java.math.BigInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A shard, as the service lists it.
 *
 * @param parent the shard it was made of by a split, or the first of two that were merged; null where there is none
 * @param adjacent the second of two that were merged; null where there is none
 * @param firstHashKey the smallest hash of a partition key whose records it takes
 * @param lastHashKey the greatest
 * @param isClosed whether it takes no more records: it was split, or merged
 */
record Shard(
        String id,
        @Nullable String parent,
        @Nullable String adjacent,
        BigInteger firstHashKey,
        BigInteger lastHashKey,
        boolean isClosed) {

    static Shard of(software.amazon.awssdk.services.kinesis.model.Shard listed) {
        return new Shard(
                listed.shardId(),
                listed.parentShardId(),
                listed.adjacentParentShardId(),
                new BigInteger(listed.hashKeyRange().startingHashKey()),
                new BigInteger(listed.hashKeyRange().endingHashKey()),
                listed.sequenceNumberRange().endingSequenceNumber() != null);
    }

    /** The shards whose records come before its own: none, one or two. */
    Stream<String> parents() {
        return Stream.of(parent, adjacent).filter(p -> p != null).map(p -> p);
    }
}
