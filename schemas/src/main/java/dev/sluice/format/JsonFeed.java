package dev.sluice.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;

/**
 * A parser that is fed one payload after the other. To make a parser takes 640 bytes, and a good part of the time of a small payload. Its
 * mistakes would be placed in all it was ever fed: whatever is not as it should be is for a parser of the payload's own. Belongs to one
 * thread.
 */
final class JsonFeed {

    /** A payload is not for this parser. */
    @SuppressWarnings("serial") // never leaves its thread
    static final class UnfitException extends IOException {

        private final boolean lasting;

        /** @param lasting whether others of its table are not to be expected to be, either */
        UnfitException(boolean lasting) {
            this.lasting = lasting;
        }

        boolean isLasting() {
            return lasting;
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this; // a turn of the way, not a failure
        }
    }

    private final JsonParser parser;
    private final ByteArrayFeeder feeder;

    JsonFeed() throws IOException {
        parser = JsonInput.FACTORY.createNonBlockingByteArrayParser();
        feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
    }

    /** The parser, before the first token of these bytes; they have to end with a token. */
    JsonParser on(byte[] bytes, int from, int to) throws IOException {
        feeder.feedInput(bytes, from, to);
        return parser;
    }

    /** Whether what it was fed last is over, and each value of it whole: the next may be fed. */
    boolean isDone() {
        return parser.currentToken() != JsonToken.NOT_AVAILABLE
                && parser.getParsingContext().inRoot()
                && feeder.needMoreInput();
    }
}
