package dev.sluice.lake;

import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The runs of records that are accounted for, by source and partition: each is to start where another ended, where all
 * records are to be read; none is to reach into another.
 */
final class Positions {

    private static final Comparator<PartitionRange> IN_ORDER = Comparator.comparing(
                    PartitionRange::after, Comparator.nullsFirst(Comparator.<Position>naturalOrder()))
            .thenComparing(PartitionRange::last);

    private final Map<String, Map<String, List<PartitionRange>>> bySource = new TreeMap<>();
    private final boolean complete;

    /** @param complete whether all records of a partition are to be read: a gap is a finding */
    Positions(boolean complete) {
        this.complete = complete;
    }

    void add(String source, Collection<PartitionRange> ranges) {
        Map<String, List<PartitionRange>> partitions = bySource.computeIfAbsent(source, s -> new TreeMap<>());
        for (PartitionRange range : ranges) {
            partitions
                    .computeIfAbsent(range.partition(), p -> new ArrayList<>())
                    .add(range);
        }
    }

    /** One sentence for each gap and overlap. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        bySource.forEach((source, partitions) ->
                partitions.forEach((partition, ranges) -> find(source + ", " + partition, ranges, findings)));
        return findings;
    }

    private void find(String where, List<PartitionRange> ranges, List<String> findings) {
        Position reached = null;
        List<PartitionRange> twice = new ArrayList<>();
        for (PartitionRange range : ranges.stream().sorted(IN_ORDER).toList()) {
            if (reached != null) {
                int distance = compare(range.after(), reached);
                if (distance > 0 && complete) {
                    findings.add("gap: " + where + ": nothing states what became of the records after " + reached
                            + ", up to " + range.after());
                } else if (distance < 0 && range.records() > 0) {
                    Position end = reached.compareTo(range.last()) < 0 ? reached : range.last();
                    twice.add(new PartitionRange(range.partition(), range.after(), end, 1));
                }
            }
            reached = reached == null || reached.compareTo(range.last()) < 0 ? range.last() : reached;
        }
        for (PartitionRange overlap : Progress.of(twice).ranges().values().stream()
                .flatMap(List::stream)
                .toList()) {
            String start = overlap.after() == null ? "" : "after " + overlap.after() + ", ";
            findings.add("overlap: " + where + ": the records " + start + "up to " + overlap.last()
                    + ", are accounted for twice");
        }
    }

    private static int compare(@Nullable Position after, Position reached) {
        return after == null ? -1 : after.compareTo(reached);
    }

    /** By source and partition, the runs, joined where one follows another. */
    Map<String, List<PartitionRange>> read() {
        Map<String, List<PartitionRange>> read = new TreeMap<>();
        bySource.forEach((source, partitions) -> partitions.forEach((partition, ranges) ->
                read.put(source + ", " + partition, Progress.of(ranges).ranges().getOrDefault(partition, List.of()))));
        return read;
    }
}
