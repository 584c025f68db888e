package dev.sluice.record;

/** What makes a record's effect durable, and with it when a source may acknowledge. */
public enum Durability {
    /** The runner's checkpoint: {@code finalizeCheckpoint} means that all before it is safe. */
    CHECKPOINT,
    /**
     * The publication itself: the runner keeps nothing over a crash, and calls {@code finalizeCheckpoint} before
     * anything downstream has run. Sources go by {@link JobLocal#published}.
     */
    PUBLICATION,
    /**
     * Nothing: the runner keeps nothing over a crash, and neither does the job, which begins anew then. What was read is
     * acknowledged, and a source has ended when it has given what it had.
     */
    NONE
}
