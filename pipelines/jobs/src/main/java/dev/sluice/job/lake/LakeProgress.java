package dev.sluice.job.lake;

import dev.sluice.job.JobLaunch;
import dev.sluice.lake.DeadLetterCount;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.Publication.Counts;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How far a lake job is, told by what it publishes: the same on every runner. At its end, whether its letters are too many. */
final class LakeProgress implements JobLaunch.ProgressReport {

    private final LakeConfig config;
    private @Nullable PublishedCounts published;
    private @Nullable DeadLetterCount letters;

    LakeProgress(LakeConfig config) {
        this.config = config;
    }

    @Override
    public synchronized void begin() throws IOException {
        LakeLayout layout = config.layout();
        published = PublishedCounts.sinceNow(layout);
        letters = config.maxDeadLetters() == null ? null : DeadLetterCount.sinceNow(layout, config.maxDeadLetters());
    }

    @Override
    public synchronized @Nullable String line() throws IOException {
        return published != null && published.takeNew() ? totals(published) : null;
    }

    @Override
    public synchronized @Nullable String summary() throws IOException {
        if (letters != null) {
            letters.check(true);
        }
        if (published == null) {
            return null;
        }
        published.takeNew();
        return totals(published);
    }

    private static String totals(PublishedCounts published) {
        Counts counts = published.counts();
        return String.format(
                        "%,d records published as %,d rows in %,d files; %,d dead letters",
                        counts.read(), counts.rows(), published.files(), counts.deadLetters())
                + (counts.duplicates() == 0 ? "" : String.format("; %,d duplicates dropped", counts.duplicates()))
                + (counts.castsNulled() == 0
                        ? ""
                        : String.format("; %,d values null, their cast failed", counts.castsNulled()));
    }
}
