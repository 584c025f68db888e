package dev.sluice.format;

/** Goes behind a value of one writer's schema without making it. Safe for several threads. */
@FunctionalInterface
interface AvroSkip {
    void skip(AvroInput in) throws MalformedRecordException;
}
