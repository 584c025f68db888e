package dev.sluice.sensehat;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a transaction failed, as far as Pi4J's exceptions and the kernel's words in them tell. */
enum I2cFailure {
    /** The bus does not exist. */
    NO_BUS,
    /** The user may not open the bus. */
    FORBIDDEN,
    /** A kernel driver holds the address. */
    BUSY,
    /** Nobody answered, or somebody stopped answering. */
    NOT_ACKNOWLEDGED,
    /** Fewer bytes came than were asked for. */
    SHORT,
    /** Something else. */
    OTHER;

    /** Whether the next attempt may do better. */
    boolean mayPass() {
        return this == NOT_ACKNOWLEDGED || this == SHORT;
    }

    static I2cFailure of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            I2cFailure failure = of(cause.getMessage());
            if (failure != OTHER) {
                return failure;
            }
        }
        return OTHER;
    }

    private static I2cFailure of(@Nullable String message) {
        String said = message == null ? "" : message.toLowerCase(Locale.ROOT);
        if (said.contains("validation failed for i2c bus")) {
            return said.contains("does not exist") || said.contains("not a directory") ? NO_BUS : FORBIDDEN;
        }
        if (said.contains("permission denied")) {
            return FORBIDDEN;
        }
        if (said.contains("resource busy")) {
            return BUSY;
        }
        return said.contains("remote i/o error")
                        || said.contains("input/output error")
                        || said.contains("no such device or address")
                        || said.contains("connection timed out")
                ? NOT_ACKNOWLEDGED
                : OTHER;
    }

    /** The innermost message, which is the kernel's where it has said something. */
    static String words(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
