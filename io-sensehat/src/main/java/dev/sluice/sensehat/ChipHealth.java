package dev.sluice.sensehat;

import org.jspecify.annotations.Nullable;

/**
 * How one chip has been doing since the board was opened.
 *
 * @param chip its name
 * @param address where it is
 * @param answering whether it could be read when it was last asked
 * @param samples conversions read
 * @param retries transactions that failed and were tried again
 * @param errors readings that were given up
 * @param resets how often it had lost its settings, or fallen silent, and was set anew
 * @param lastFailure what the last error or reset was, null before the first
 */
public record ChipHealth(
        String chip,
        int address,
        boolean answering,
        long samples,
        long retries,
        long errors,
        long resets,
        @Nullable String lastFailure) {}
