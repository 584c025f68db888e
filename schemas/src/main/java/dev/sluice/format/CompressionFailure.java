package dev.sluice.format;

import java.io.EOFException;

/** What a library found, in words: some say nothing, and one says it by the kind of exception alone. */
final class CompressionFailure {

    private CompressionFailure() {}

    static String of(Exception e) {
        if (e instanceof EOFException) {
            return "its end";
        }
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : Snippet.of(message);
    }
}
