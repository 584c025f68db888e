package dev.sluice.mapping;

import java.util.Locale;
import java.util.Optional;

/** What a cast that fails does to the row. */
public enum CastMode {
    /** The record becomes a dead letter, {@code cast-failed}. */
    STRICT,
    /** The column is null, and counted. */
    LENIENT;

    /** The mode of this name, in any case. */
    public static Optional<CastMode> of(String name) {
        for (CastMode mode : values()) {
            if (mode.name().equalsIgnoreCase(name)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
