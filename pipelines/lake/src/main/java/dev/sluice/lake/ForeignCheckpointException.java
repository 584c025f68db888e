package dev.sluice.lake;

import java.io.IOException;

/** A checkpoint that goes with another lake than the one asked for. */
public final class ForeignCheckpointException extends IOException {

    private static final long serialVersionUID = 1L;

    ForeignCheckpointException(String message) {
        super(message);
    }
}
