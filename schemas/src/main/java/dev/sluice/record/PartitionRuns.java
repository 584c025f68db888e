package dev.sluice.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The runs of records of each partition of a batch, while it is collected. */
final class PartitionRuns {

    private final Map<String, Integer> places = new HashMap<>();
    private final List<Run> runs = new ArrayList<>();
    private @Nullable String lastPartition;
    private int lastPlace;

    private static final class Run {
        final String partition;
        final @Nullable Position after;

        @Nullable
        Position last;

        long records;

        Run(String partition, @Nullable Position after) {
            this.partition = partition;
            this.after = after;
            last = after;
        }
    }

    /** The place of the run of this partition, begun behind {@code after} where there is none yet. */
    int declare(String partition, @Nullable Position after) {
        if (partition.equals(lastPartition)) {
            return lastPlace;
        }
        Integer known = places.putIfAbsent(partition, runs.size());
        if (known == null) {
            known = runs.size();
            runs.add(new Run(partition, after));
        }
        lastPartition = partition;
        lastPlace = known;
        return known;
    }

    /** Adds a record to the run of its partition, and gives the run's place. */
    int add(String partition, @Nullable Position after, Position position) {
        int place = declare(partition, after);
        Run run = runs.get(place);
        run.last = position;
        run.records++;
        return place;
    }

    /** Makes a run end at {@code last}. */
    void end(int place, Position last) {
        runs.get(place).last = last;
    }

    /** Makes a run end at {@code last}, with so many records, not all of which need be in the batch. */
    void end(int place, Position last, long records) {
        end(place, last);
        runs.get(place).records = records;
    }

    List<PartitionRange> ranges() {
        return runs.stream()
                .map(run -> new PartitionRange(
                        run.partition,
                        run.after,
                        Objects.requireNonNull(run.last, "a run has a record or a position it starts after"),
                        run.records))
                .toList();
    }
}
