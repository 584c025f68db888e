package dev.sluice.record;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Reads what identifies a record out of its payload, and nothing else of it. Made by {@code RecordFormat.key(columns, names)}
 * for the columns of a table; handed to {@link Deduplicate}.
 */
public interface RecordKey extends Serializable {

    /**
     * The values that identify the record: equal bytes for equal values, other bytes for others. Null where the payload
     * cannot be read, or holds none of them.
     */
    byte @Nullable [] of(byte[] payload);

    /** What it reads. Two keys that read the same have the same name, others another one. */
    String name();

    /** The names of what it reads, for people. */
    @Override
    String toString();
}
