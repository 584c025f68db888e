package dev.sluice.record;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far a job has come, partition by partition: the runs of records whose effect is durable. A source that starts
 * from it goes on after the first run, and leaves out what later runs hold (steps of one job may finish out of order,
 * so that a crash can leave a hole).
 *
 * @param ranges by partition, ascending, joined where one follows another, none within another
 */
public record Progress(Map<String, List<PartitionRange>> ranges) implements Serializable {

    public Progress {
        Map<String, List<PartitionRange>> joined = new TreeMap<>();
        ranges.forEach((partition, runs) -> joined.put(partition, join(runs)));
        ranges = joined;
    }

    public static Progress none() {
        return new Progress(Map.of());
    }

    public static Progress of(Collection<PartitionRange> runs) {
        Map<String, List<PartitionRange>> byPartition = new TreeMap<>();
        for (PartitionRange run : runs) {
            byPartition.computeIfAbsent(run.partition(), p -> new ArrayList<>()).add(run);
        }
        return new Progress(byPartition);
    }

    public boolean isNone() {
        return ranges.isEmpty();
    }

    /** The position to go on after, or null where nothing of {@code partition} is durable yet. */
    public @Nullable Position after(String partition) {
        List<PartitionRange> runs = ranges.get(partition);
        return runs == null ? null : runs.get(0).last();
    }

    /** How far records are durable without a hole, or null where nothing of {@code partition} is. Runs may overlap. */
    public @Nullable Position reached(String partition) {
        Position reached = after(partition);
        for (PartitionRange run : ranges.getOrDefault(partition, List.of())) {
            boolean follows =
                    reached != null && (run.after() == null || run.after().compareTo(reached) <= 0);
            if (follows && run.last().compareTo(reached) > 0) {
                reached = run.last();
            }
        }
        return reached;
    }

    /** The run that holds the record, or null where its effect is not durable. */
    public @Nullable PartitionRange covering(String partition, Position position) {
        for (PartitionRange run : ranges.getOrDefault(partition, List.of())) {
            if (run.covers(position)) {
                return run;
            }
        }
        return null;
    }

    /** Whether some partition has a hole: a run that does not follow the one before it. */
    public boolean hasHoles(String partition) {
        List<PartitionRange> runs = ranges.get(partition);
        return runs != null && runs.size() > 1;
    }

    /** How many records all runs hold. */
    public long records() {
        return ranges.values().stream()
                .flatMap(List::stream)
                .mapToLong(PartitionRange::records)
                .sum();
    }

    private static List<PartitionRange> join(List<PartitionRange> runs) {
        List<PartitionRange> sorted = new ArrayList<>(runs);
        sorted.sort(
                Comparator.comparing(PartitionRange::after, Comparator.nullsFirst(Comparator.<Position>naturalOrder()))
                        .thenComparing(PartitionRange::last));
        List<PartitionRange> joined = new ArrayList<>();
        for (PartitionRange run : sorted) {
            int tail = joined.size() - 1;
            if (tail >= 0 && joined.get(tail).last().equals(run.after())) {
                joined.set(tail, joined.get(tail).followedBy(run));
            } else if (tail < 0 || joined.get(tail).last().compareTo(run.last()) < 0) {
                joined.add(run); // what lies within the run before says nothing new
            }
        }
        return List.copyOf(joined);
    }
}
