package dev.sluice.lake;

import dev.sluice.record.DeadLetter;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of one run, counted by what its log of publications says, wherever they were written: each step that
 * publishes has one, and all see the same. A letter that was written before the run began and is published in it, because a
 * checkpoint held it, is not one of the run's. Used by one thread.
 */
public final class DeadLetterCount implements Serializable {

    private final LakeLayout layout;
    private final DeadLetterLimit limit;
    private final Instant since;
    private final HashMap<String, Long> logged;

    private final HashSet<String> seen = new HashSet<>();
    private final ArrayList<Publication.DataFile> unread = new ArrayList<>();
    private final HashMap<String, Long> byReason = new HashMap<>();
    private String example = "";
    private long records;
    private transient @Nullable PublicationTail tail;

    private DeadLetterCount(LakeLayout layout, DeadLetterLimit limit, Instant since, Map<String, Long> logged) {
        this.layout = layout;
        this.limit = limit;
        this.since = since;
        this.logged = new HashMap<>(logged);
    }

    /** The count of a run that begins now. */
    public static DeadLetterCount sinceNow(LakeLayout layout, DeadLetterLimit limit) throws IOException {
        PublicationLog log = PublicationLog.of(layout);
        return new DeadLetterCount(layout, limit, Instant.now(), PublicationTail.sizes(log.files()));
    }

    /**
     * Counts what was published meanwhile.
     *
     * @param atEnd whether the run has come to its end
     * @throws DeadLetterLimitException where there are more letters than the limit
     */
    public void check(boolean atEnd) throws IOException {
        PublicationLog log = PublicationLog.of(layout);
        for (Publication publication : tail(log).next()) {
            if (seen.add(publication.id())) {
                records += publication.counts().read();
                publication.files().stream()
                        .filter(Publication.DataFile::isDeadLetters)
                        .forEach(unread::add);
            }
        }
        // Letters are looked into only where they may be too many.
        long most = letters()
                + unread.stream().mapToLong(Publication.DataFile::rows).sum();
        if (limit.isExceededBy(most, records, atEnd)) {
            readLetters(log);
            if (limit.isExceededBy(letters(), records, atEnd)) {
                throw new DeadLetterLimitException(sentence());
            }
        }
    }

    private PublicationTail tail(PublicationLog log) {
        PublicationTail following = tail;
        if (following == null) {
            following = log.tailFrom(logged);
            tail = following;
        }
        return following;
    }

    private long letters() {
        return byReason.values().stream().mapToLong(Long::longValue).sum();
    }

    private void readLetters(PublicationLog log) throws IOException {
        for (Publication.DataFile file : unread) {
            try (DeadLetterLines lines = DeadLetterLines.of(log.place(file))) {
                for (DeadLetterLines.Line line = lines.next(); line != null; line = lines.next()) {
                    count(line.letter());
                }
            }
        }
        unread.clear();
    }

    private void count(DeadLetter letter) {
        if (!letter.time().isBefore(since)) {
            byReason.merge(letter.reason(), 1L, Long::sum);
            if (example.isEmpty()) {
                example = letter.reason() + ": " + letter.message();
            }
        }
    }

    private String sentence() {
        Map.Entry<String, Long> most = byReason.entrySet().stream()
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .orElseThrow();
        return String.format(
                "%,d of %,d records are dead letters since this start: more than --maxDeadLetters=%s. %,d of them are"
                        + " %s; the first is %s%nThey lie in %s. Nothing is lost: what was published stays, and the same"
                        + " command goes on behind it",
                letters(), records, limit, most.getValue(), most.getKey(), example, Path.of(layout.deadLetters()));
    }
}
