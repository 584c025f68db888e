package dev.sluice.sensehat;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One chip through its life: it may go away, lose its settings, or fall silent, and is brought back without a restart.
 * What it gives is right or missing.
 *
 * <p>A conversion counts only if the chip still has its settings after it was read: a reset between the status and the
 * data leaves zeros. One that says nothing new for long is asked for its settings, and is set anew if they are gone; one
 * that has them and stays silent for a second, too.
 *
 * @param <S> what one conversion gives
 */
final class Chip<S> {

    private static final Logger LOG = LoggerFactory.getLogger(Chip.class);
    private static final long STALLED_NANOS = 1_000_000_000L;
    private static final long ABSENT_NANOS = 100_000_000L;

    private final ChipType type;
    private final I2cDevice device;
    private final ChipDriver<S> driver;
    private final BoardClock clock;

    private boolean configured;
    private boolean failing;
    private long heard;
    private long asked;
    private long absentUntil;
    private long samples;
    private long errors;
    private long resets;
    private @Nullable String lastFailure;

    /** @param device that has been found to be of this type */
    Chip(ChipType type, I2cDevice device, ChipDriver<S> driver, BoardClock clock) {
        this.type = type;
        this.device = device;
        this.driver = driver;
        this.clock = clock;
        absentUntil = clock.nanoTime();
    }

    /** Sets the chip for the first time, so that what is wrong with it is known at once. */
    Chip<S> opened() {
        try {
            configure();
        } catch (I2cException e) {
            throw new BoardException(String.valueOf(e.getMessage()), e);
        }
        return this;
    }

    /** What is new, or null: there is nothing new, or the chip cannot be read, which {@link #isFailing()} tells apart. */
    @Nullable
    S poll() {
        try {
            if (!configured) {
                if (clock.nanoTime() - absentUntil < 0) {
                    return null;
                }
                reconfigure();
            }
            S sample = driver.sample(device);
            if (sample == null) {
                failing = false;
                ask();
                return null;
            }
            if (!driver.isConfigured(device)) {
                lost("it has been reset");
                return null;
            }
            failing = false;
            heard = clock.nanoTime();
            asked = heard;
            samples++;
            return sample;
        } catch (I2cException e) {
            // A kernel driver that has taken the chip may have set it its own way.
            configured &= e.failure() != I2cFailure.BUSY;
            failed(e.getMessage());
            return null;
        } catch (BoardException e) {
            failed(e.getMessage());
            return null;
        }
    }

    private void ask() throws I2cException {
        long now = clock.nanoTime();
        if (now - heard > STALLED_NANOS) {
            lost("it has had nothing new for a second");
        } else if (now - asked > driver.quietNanos()) {
            asked = now;
            if (!driver.isConfigured(device)) {
                lost("it has been reset");
            }
        }
    }

    private void lost(String why) {
        configured = false;
        failing = true;
        resets++;
        lastFailure = type.label() + ": " + why;
        LOG.debug("{} is set anew: {}", type.label(), why);
    }

    private void reconfigure() throws I2cException {
        int id = type.id(device);
        if (!type.is(id)) {
            throw new BoardException(String.format(
                    "%s: expected id %s at 0x%02X, found 0x%02X",
                    type.label(), type.expectedIds(), device.address(), id));
        }
        configure();
    }

    private void configure() throws I2cException {
        driver.configure(device);
        configured = true;
        heard = clock.nanoTime();
        asked = heard;
    }

    /** A chip that is not set, and cannot be, is left alone for a while: each attempt holds the bus. */
    private void failed(@Nullable String message) {
        if (!failing) {
            LOG.debug("cannot be read: {}", message);
        }
        failing = true;
        errors++;
        lastFailure = message;
        absentUntil = clock.nanoTime() + ABSENT_NANOS;
    }

    /** Whether the chip could not be read when it was last asked, or is not set: what it gave before is not to be used. */
    boolean isFailing() {
        return failing;
    }

    ChipHealth health() {
        return new ChipHealth(
                type.label(), device.address(), !failing, samples, device.retries(), errors, resets, lastFailure);
    }
}
