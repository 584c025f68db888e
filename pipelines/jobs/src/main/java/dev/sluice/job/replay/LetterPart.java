package dev.sluice.job.replay;

import dev.sluice.lake.LetterLedger;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/**
 * Letters of one file that a replay reads: a partition for each reason.
 *
 * @param file the file's path
 * @param reasons the reasons, no others are read
 */
record LetterPart(String file, List<String> reasons) implements Serializable {

    LetterPart {
        reasons = List.copyOf(reasons);
    }

    String partition(String reason) {
        return LetterLedger.partition(Path.of(file), reason);
    }
}
