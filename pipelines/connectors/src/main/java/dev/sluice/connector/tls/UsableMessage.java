package dev.sluice.connector.tls;

import java.io.IOException;

/** A failure that is told to the user as it is. */
final class UsableMessage extends IOException {

    private static final long serialVersionUID = 1;

    UsableMessage(String message) {
        super(message);
    }
}
