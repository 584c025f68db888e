package dev.sluice.format;

import org.jspecify.annotations.Nullable;

/** Reads a value of one writer's schema as a value of one column's type. Safe for several threads. */
@FunctionalInterface
interface AvroReader {

    /** The value at hand, null where it is missing. */
    @Nullable
    Object read(AvroInput in) throws MalformedRecordException, InvalidValueException;
}
