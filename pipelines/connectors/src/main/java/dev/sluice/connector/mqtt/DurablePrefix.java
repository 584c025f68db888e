package dev.sluice.connector.mqtt;

import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the runs of a partition that were published follow each other without a hole, from its first record on. Runs
 * come in any order, also twice. Not thread-safe.
 */
final class DurablePrefix {

    private long end = -1;
    private final TreeMap<Long, Long> beyond = new TreeMap<>();

    /** Adds a run; returns the last number of the prefix, -1 where the first record is not durable yet. */
    long add(PartitionRange run) {
        beyond.merge(offset(run.after()), offset(run.last()), Math::max);
        for (Map.Entry<Long, Long> lowest = beyond.firstEntry();
                lowest != null && lowest.getKey() <= end;
                lowest = beyond.firstEntry()) {
            end = Math.max(end, lowest.getValue());
            beyond.remove(lowest.getKey());
        }
        return end;
    }

    private static long offset(@Nullable Position position) {
        return position instanceof Position.Offset offset ? offset.value() : -1;
    }
}
