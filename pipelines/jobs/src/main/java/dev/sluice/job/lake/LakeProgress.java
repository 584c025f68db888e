package dev.sluice.job.lake;

import dev.sluice.job.JobLaunch;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.Publication;
import dev.sluice.lake.PublicationLog;
import dev.sluice.lake.PublicationTail;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far a lake job is, told by what it publishes: the same on every runner. */
final class LakeProgress implements JobLaunch.ProgressReport {

    /** A runner that repeats a publication does so soon. */
    private static final int REMEMBERED = 10_000;

    private final LakeLayout layout;
    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    private @Nullable PublicationTail tail;
    private long records;
    private long rows;
    private long files;
    private long deadLetters;
    private long duplicates;

    LakeProgress(LakeLayout layout) {
        this.layout = layout;
    }

    @Override
    public void begin() throws IOException {
        tail = PublicationLog.of(layout).tail();
    }

    @Override
    public synchronized @Nullable String line() throws IOException {
        return takeNew() ? totals() : null;
    }

    @Override
    public synchronized String summary() throws IOException {
        takeNew();
        return totals();
    }

    private boolean takeNew() throws IOException {
        long before = records;
        if (tail != null) {
            for (Publication publication : tail.next()) {
                if (seen.putIfAbsent(publication.id(), true) == null) {
                    records += publication.counts().read();
                    rows += publication.counts().rows();
                    files += publication.files().size();
                    deadLetters += publication.counts().deadLetters();
                    duplicates += publication.counts().duplicates();
                }
            }
        }
        return records != before;
    }

    private String totals() {
        return String.format(
                        "%,d records published as %,d rows in %,d files; %,d dead letters",
                        records, rows, files, deadLetters)
                + (duplicates == 0 ? "" : String.format("; %,d duplicates dropped", duplicates));
    }
}
