package dev.sluice.job;

import dev.sluice.record.Deduplicate;
import dev.sluice.record.RecordKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Which duplicates a job drops, read once from its options. */
public final class DeduplicateConfig {

    private DeduplicateConfig() {}

    /**
     * Reads the options.
     *
     * @param key makes a key of these names; throws {@link IllegalArgumentException} where there is none
     * @param checkpoint the job's, where what was seen is kept
     * @param mistakes takes one sentence for each mistake
     * @return what lets everything through where there are mistakes, or none is asked for
     */
    public static Deduplicate from(
            DeduplicateOptions options,
            Function<List<String>, RecordKey> key,
            String checkpoint,
            List<String> mistakes) {
        String columns = options.getDeduplicate();
        String within = options.getDeduplicateWithin();
        List<String> found = new ArrayList<>();
        Duration remembered =
                within == null ? Duration.ofHours(1) : SourceConfig.duration("deduplicateWithin", within, found);
        if (remembered.toSeconds() < 1) {
            found.add("--deduplicateWithin: expected a second or more, found '" + within + "'");
        }
        if (columns == null && within != null) {
            found.add("--deduplicateWithin: expected --deduplicate beside it, with the columns to tell records by");
        }
        List<String> names = columns == null ? List.of() : names(columns, key, found);
        mistakes.addAll(found);
        return names.isEmpty() || !found.isEmpty()
                ? Deduplicate.none()
                : Deduplicate.by(key.apply(names))
                        .within(remembered)
                        .keptIn(Path.of(checkpoint, "seen").toString());
    }

    private static List<String> names(String columns, Function<List<String>, RecordKey> key, List<String> mistakes) {
        List<String> names =
                Arrays.stream(columns.split(",", -1)).map(String::strip).toList();
        for (String name : names) {
            try {
                var unused = key.apply(List.of(name));
            } catch (IllegalArgumentException e) {
                mistakes.add("--deduplicate: " + e.getMessage());
            }
        }
        return names;
    }
}
