package dev.sluice.job.lake;

import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.Publication;
import dev.sluice.lake.Publication.Counts;
import dev.sluice.lake.PublicationLog;
import dev.sluice.lake.PublicationTail;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a job has published since it began, by its log. Used by one thread. */
public final class PublishedCounts {

    /** A runner that repeats a publication does so soon. */
    private static final int REMEMBERED = 10_000;

    private final PublicationTail tail;
    private final Map<String, Boolean> seen = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    private Counts counts = Counts.NONE;
    private long files;

    private PublishedCounts(PublicationTail tail) {
        this.tail = tail;
    }

    /** Counts from now on. */
    public static PublishedCounts sinceNow(LakeLayout layout) throws IOException {
        return new PublishedCounts(PublicationLog.of(layout).tail());
    }

    /** Looks what was published meanwhile; whether there was anything. */
    public boolean takeNew() throws IOException {
        long before = counts.read();
        for (Publication publication : tail.next()) {
            if (seen.putIfAbsent(publication.id(), true) == null) {
                counts = counts.plus(publication.counts());
                files += publication.files().size();
            }
        }
        return counts.read() != before;
    }

    /** What became of the records. */
    public Counts counts() {
        return counts;
    }

    /** How many files there are, of rows and of dead letters. */
    public long files() {
        return files;
    }
}
