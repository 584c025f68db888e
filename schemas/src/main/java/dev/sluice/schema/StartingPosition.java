package dev.sluice.schema;

import java.io.Serializable;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a job starts to read where it has no progress: as in Glue, {@code LATEST}, {@code TRIM_HORIZON} or
 * {@code EARLIEST} (the same), or an ISO instant, in any case.
 */
public sealed interface StartingPosition extends Serializable {

    static StartingPosition latest() {
        return Named.LATEST;
    }

    static StartingPosition earliest() {
        return Named.EARLIEST;
    }

    /**
     * The position of this name or instant.
     *
     * @throws IllegalArgumentException where the text is none of the four
     */
    static StartingPosition parse(String text) {
        String word = text.toUpperCase(Locale.ROOT);
        if (word.equals("LATEST")) {
            return Named.LATEST;
        }
        if (word.equals("EARLIEST") || word.equals("TRIM_HORIZON")) {
            return Named.EARLIEST;
        }
        try {
            return new At(Instant.parse(word));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "expected LATEST, TRIM_HORIZON, EARLIEST or an instant such as 2020-04-16T11:33:23Z, found '" + text
                            + "'",
                    e);
        }
    }

    /** The instant to start at, or null where it is not an instant. */
    default @Nullable Instant instant() {
        return this instanceof At at ? at.time() : null;
    }

    /** The named ones. */
    enum Named implements StartingPosition {
        LATEST,
        EARLIEST
    }

    /** The first record that arrived at {@code time} or later. */
    record At(Instant time) implements StartingPosition {
        @Override
        public String toString() {
            return time.toString();
        }
    }
}
