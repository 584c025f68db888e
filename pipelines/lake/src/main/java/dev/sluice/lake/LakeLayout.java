package dev.sluice.lake;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Where a job's files lie.
 *
 * @param output the lake's root: data by the hour, and {@code _sluice/} with what is pending
 * @param deadLetters the root of the dead letters
 * @param checkpoint where the log of publications lies
 * @param partitioning by which hour rows are placed
 */
public record LakeLayout(String output, String deadLetters, String checkpoint, Partitioning partitioning)
        implements Serializable {

    /** A name for what waits to be published by the job of this checkpoint: several jobs may share a root. */
    String pendingName() {
        return UUID.nameUUIDFromBytes(checkpoint.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }
}
