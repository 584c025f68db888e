package dev.sluice.lake;

import java.io.Serializable;

/**
 * Where a job's files lie.
 *
 * @param output the lake's root: data by the hour, and {@code _sluice/} with what is pending and what was published
 * @param deadLetters the root of the dead letters
 * @param checkpoint where the job's progress is kept; without it, the job starts anew
 * @param partitioning by which hour rows are placed
 */
public record LakeLayout(String output, String deadLetters, String checkpoint, Partitioning partitioning)
        implements Serializable {}
