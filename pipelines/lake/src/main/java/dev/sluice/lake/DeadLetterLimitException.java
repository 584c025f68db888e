package dev.sluice.lake;

import java.io.IOException;

/** A run has made more dead letters than it may. What was published stays; the job goes on behind it once it is mended. */
public final class DeadLetterLimitException extends IOException {

    DeadLetterLimitException(String message) {
        super(message);
    }
}
