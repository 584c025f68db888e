package dev.sluice.job.replay;

import dev.sluice.lake.DeadLetterLines;
import dev.sluice.record.DeadLetter;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which letters are asked for.
 *
 * @param directory where they lie
 * @param reasons by their reasons; empty: all
 * @param tables by the tables they were to be rows of; empty: all
 * @param fingerprint of the table and the mapping they are to become rows of now; null: of none, nothing is replayed
 */
record LetterSelection(
        Path directory,
        Set<String> reasons,
        Set<String> tables,
        @Nullable String fingerprint) {

    /** Letters of steps that send records as they are: there is no row that they could become. */
    private static final String REFUSED = "refused-by-";

    LetterSelection {
        reasons = Set.copyOf(reasons);
        tables = Set.copyOf(tables);
    }

    /** What becomes of an open letter. */
    enum Fate {
        /** It is replayed. */
        TAKEN,
        /** It was not asked for. */
        NOT_ASKED,
        /** It failed with this very table and mapping, and would again. */
        SAME_TABLE,
        /** It is of a step that sends records as they are. */
        OF_ANOTHER_JOB
    }

    Fate of(DeadLetterLines.Line line) {
        DeadLetter letter = line.letter();
        if (letter.reason().startsWith(REFUSED)) {
            return Fate.OF_ANOTHER_JOB;
        }
        if ((!reasons.isEmpty() && !reasons.contains(letter.reason()))
                || (!tables.isEmpty() && !tables.contains(letter.table()))) {
            return Fate.NOT_ASKED;
        }
        boolean wouldFailAgain =
                letter.fingerprint() != null && letter.fingerprint().equals(fingerprint);
        return wouldFailAgain && !line.isMended() ? Fate.SAME_TABLE : Fate.TAKEN;
    }
}
