package dev.sluice.lake;

import dev.sluice.record.PartitionRange;
import dev.sluice.record.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** What is done before a job writes to a lake again: a crash leaves nothing half done, and nothing behind for ever. */
public final class LakeRecovery {

    /**
     * Longer than any checkpoint could wait for its files. It counts back from the last publication, not from now: a job
     * that stood still for a week goes on with files as old as that.
     */
    private static final Duration ORPHAN_AGE = Duration.ofDays(1);

    private final LakeLayout layout;
    private final String source;
    private final boolean hasPositions;

    private LakeRecovery(LakeLayout layout, String source, boolean hasPositions) {
        this.layout = layout;
        this.source = source;
        this.hasPositions = hasPositions;
    }

    /**
     * The recovery of a job's lake.
     *
     * @param source what the job reads, the same at every start: two jobs that read the same may read it twice
     * @param hasPositions whether the source can be read again by position
     */
    public static LakeRecovery of(LakeLayout layout, String source, boolean hasPositions) {
        return new LakeRecovery(layout, source, hasPositions);
    }

    /**
     * Completes what was published but not renamed, and removes files that nothing will publish any more.
     *
     * @return how far the publications reach
     * @throws ForeignCheckpointException where the checkpoint goes with another lake
     */
    public Progress recover() throws IOException {
        PublicationLog log = PublicationLog.of(layout);
        log.describe(source, hasPositions);
        log.recover();
        log.fold(LocalDate.now(ZoneOffset.UTC).minusDays(1));
        Instant last = log.lastPublished();
        if (last != null) {
            PendingFile.sweep(Path.of(layout.output()), log.name(), last.minus(ORPHAN_AGE));
            PendingFile.sweep(Path.of(layout.deadLetters()), log.name(), last.minus(ORPHAN_AGE));
        }
        return log.progress();
    }

    /** Remembers where a job starts that has published nothing yet, and gives the progress that this is. */
    public Progress begin(List<PartitionRange> starts) throws IOException {
        PublicationLog log = PublicationLog.of(layout);
        if (!starts.isEmpty()) {
            log.publish(Publication.ofStarts(UUID.randomUUID().toString(), starts));
        }
        return log.progress();
    }
}
