package dev.sluice.sensehat;

import org.jspecify.annotations.Nullable;

/**
 * How one kind of chip is set and read. Knows registers and nothing else: retries, resets and what is missing are the
 * {@link Chip}'s.
 *
 * @param <S> what one conversion gives
 */
interface ChipDriver<S> {

    /**
     * Brings the chip to its settings, from whatever state: the one that switches it on last, and then sees that the others
     * have been kept.
     *
     * @throws BoardException if the chip is there and cannot be used, as one that is not calibrated
     */
    void configure(I2cDevice device) throws I2cException;

    /** The newest conversion, or null where there is none since the last one. */
    @Nullable
    S sample(I2cDevice device) throws I2cException;

    /**
     * Whether the chip has its settings still: a chip that was reset has not. Asks for the one that was written last, as
     * {@link #configure} has made sure of the others.
     */
    boolean isConfigured(I2cDevice device) throws I2cException;

    /** How long a chip may say that it has nothing new before it is asked whether it has been reset. */
    long quietNanos();
}
