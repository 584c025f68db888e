package dev.sluice.job.replay;

import dev.sluice.job.JobLaunch;
import dev.sluice.job.lake.PublishedCounts;
import dev.sluice.job.replay.LetterSelection.Fate;
import dev.sluice.lake.DeadLetterCount;
import dev.sluice.lake.DeadLetterLimit;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.Publication.Counts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How far a replay is, told by what it publishes, and what it leaves. */
final class ReplayProgress implements JobLaunch.ProgressReport {

    private final ReplayConfig config;
    private final ReplayRecovery recovery;
    private @Nullable PublishedCounts published;
    private @Nullable DeadLetterCount letters;

    ReplayProgress(ReplayConfig config, ReplayRecovery recovery) {
        this.config = config;
        this.recovery = recovery;
    }

    @Override
    public synchronized void begin() throws IOException {
        LakeLayout layout = config.lake().layout();
        DeadLetterLimit limit = config.lake().maxDeadLetters();
        published = PublishedCounts.sinceNow(layout);
        letters = limit == null ? null : DeadLetterCount.sinceNow(layout, limit);
    }

    @Override
    public synchronized @Nullable String line() throws IOException {
        return published != null && published.takeNew() ? closed(published.counts()) : null;
    }

    @Override
    public synchronized @Nullable String summary() throws IOException {
        if (letters != null) {
            letters.check(true);
        }
        if (published != null) {
            published.takeNew();
        }
        return closed(published == null ? Counts.NONE : published.counts()) + left(recovery.plan());
    }

    /** What became of the letters that were replayed. */
    static String closed(Counts counts) {
        return String.format(
                "%,d dead letters closed: %,d gave %,d rows, %,d gave none, %,d failed again%s",
                counts.read(),
                counts.gaveRows(),
                counts.rows(),
                counts.gaveNone(),
                counts.deadLetters(),
                counts.duplicates() == 0 ? "" : String.format(", %,d were duplicates", counts.duplicates()));
    }

    /** What stays open of those that were asked for: a sentence for each cause, or nothing. */
    static String left(LetterPlan plan) {
        return left(plan.count(Fate.SAME_TABLE), "they failed with this very table and mapping")
                + left(plan.count(Fate.NOT_ASKED), "they were not asked for")
                + left(plan.count(Fate.OF_ANOTHER_JOB), "what a broker or a stream refused is no row; send it again");
    }

    private static String left(long letters, String why) {
        return letters == 0 ? "" : String.format("%n  %,d left: %s", letters, why);
    }
}
