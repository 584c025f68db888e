package dev.sluice.job.lake;

import dev.sluice.job.JobLaunch;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.Publication;
import dev.sluice.lake.PublicationLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a lake job is, read from what it has published: the same on every runner. */
final class LakeProgress implements JobLaunch.ProgressReport {

    private record Totals(long records, long rows, long files, long deadLetters) {
        static Totals of(List<Publication> publications) {
            long records = 0;
            long rows = 0;
            long files = 0;
            long deadLetters = 0;
            for (Publication p : publications) {
                records += p.records();
                rows += p.rows();
                files += p.files().size();
                deadLetters += p.deadLetters();
            }
            return new Totals(records, rows, files, deadLetters);
        }

        Totals since(Totals before) {
            return new Totals(
                    records - before.records,
                    rows - before.rows,
                    files - before.files,
                    deadLetters - before.deadLetters);
        }

        @Override
        public String toString() {
            return String.format(
                    "%,d records published as %,d rows in %,d files; %,d dead letters",
                    records, rows, files, deadLetters);
        }
    }

    private final PublicationLog log;
    private Totals before = new Totals(0, 0, 0, 0);
    private Totals told = new Totals(0, 0, 0, 0);

    LakeProgress(LakeLayout layout) {
        log = PublicationLog.in(Path.of(layout.checkpoint()));
    }

    @Override
    public void begin() throws IOException {
        before = Totals.of(log.read());
    }

    @Override
    public @Nullable String line() throws IOException {
        Totals now = Totals.of(log.read()).since(before);
        if (now.equals(told)) {
            return null;
        }
        told = now;
        return now.toString();
    }

    @Override
    public String summary() throws IOException {
        return Totals.of(log.read()).since(before).toString();
    }
}
