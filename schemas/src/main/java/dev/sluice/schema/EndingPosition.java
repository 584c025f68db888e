package dev.sluice.schema;

/** Where a job ends to read. */
public enum EndingPosition {
    /** Reads for ever. */
    NEVER,
    /** Reads to where each partition ended when the job began, then ends. */
    LATEST
}
