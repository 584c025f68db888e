package dev.sluice.record;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of consecutive records of one partition.
 *
 * @param partition the partition's name, unique within its source: {@code topic/3}, a shard id, a file's path
 * @param after the position before the first record; null: the first record the partition has
 * @param last the position of the last record
 * @param records how many records the run holds. At most the distance of the positions where those are offsets: a
 *     compacted topic has holes
 */
public record PartitionRange(String partition, @Nullable Position after, Position last, long records)
        implements Serializable {

    public PartitionRange {
        if (records < 0) {
            throw new IllegalArgumentException(
                    "a run of " + partition + " cannot hold " + records + " records; expected 0 or more");
        }
        if (after != null && after.compareTo(last) > 0) {
            throw new IllegalArgumentException(
                    "a run of " + partition + " cannot start after " + after + " and end at " + last);
        }
    }

    /** Whether the record at {@code position} is one of this run. */
    public boolean covers(Position position) {
        return (after == null || position.compareTo(after) > 0) && position.compareTo(last) <= 0;
    }

    /** This run and the one that follows it immediately, as one. */
    public PartitionRange followedBy(PartitionRange next) {
        if (!partition.equals(next.partition) || !last.equals(next.after)) {
            throw new IllegalArgumentException(next + " does not follow " + this);
        }
        return new PartitionRange(partition, after, next.last, records + next.records);
    }

    /**
     * The records that are in this run and in another one, or null where there are none; of two runs of which one is empty,
     * the position that both know of. How many they are is known at most.
     */
    public @Nullable PartitionRange sharedWith(PartitionRange other) {
        Position from =
                after == null || (other.after != null && other.after.compareTo(after) > 0) ? other.after : after;
        Position to = last.compareTo(other.last) <= 0 ? last : other.last;
        int length = from == null ? 1 : to.compareTo(from);
        if (length < 0 || (length == 0 && !isEmpty() && !other.isEmpty())) {
            return null;
        }
        long most = Math.min(records, other.records);
        return new PartitionRange(
                partition,
                from,
                to,
                from instanceof Position.Offset a && to instanceof Position.Offset b
                        ? Math.min(most, b.value() - a.value())
                        : most);
    }

    private boolean isEmpty() {
        return last.equals(after);
    }

    /** A run of no records, which says where a partition starts. */
    public static PartitionRange startingAfter(String partition, Position after) {
        return new PartitionRange(partition, after, after, 0);
    }

    /** The one record at a position, whatever lies before it. */
    public static PartitionRange ofOne(String partition, Position position) {
        return new PartitionRange(partition, position.before(), position, 1);
    }

    /**
     * What is left of this run without the record at {@code position}: up to two runs, between which {@link #ofOne} fits. How
     * many records they hold follows from offsets, where these have no holes; of sequence numbers it is known at most.
     */
    public List<PartitionRange> without(Position position) {
        if (!covers(position)) {
            return List.of(this);
        }
        List<PartitionRange> left = new ArrayList<>();
        Position before = position.before();
        if (after == null || after.compareTo(before) < 0) {
            left.add(new PartitionRange(partition, after, before, most(after, before)));
        }
        if (position.compareTo(last) < 0) {
            left.add(new PartitionRange(partition, position, last, most(position, last)));
        }
        return left;
    }

    private long most(@Nullable Position from, Position to) {
        if (to instanceof Position.Offset end) {
            return end.value() - (from instanceof Position.Offset start ? start.value() : -1);
        }
        return Math.max(0, records - 1);
    }

    @Override
    public String toString() {
        return partition + "(" + (after == null ? "start" : after) + ", " + last + "]";
    }
}
