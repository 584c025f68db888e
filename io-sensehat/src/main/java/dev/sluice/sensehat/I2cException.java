package dev.sluice.sensehat;

/** One transaction failed, again and again where that could help; says why, with which chip. */
final class I2cException extends Exception {

    private final I2cFailure failure;

    I2cException(I2cFailure failure, String message, Throwable cause) {
        // Thrown and caught by the thousand where a chip is away; the cause has the trace.
        super(message, cause, false, false);
        this.failure = failure;
    }

    I2cFailure failure() {
        return failure;
    }
}
