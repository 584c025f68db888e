package dev.sluice.sql.stream;

import dev.sluice.sql.aggregate.Accumulators;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a key between two silences.
 *
 * @param start when its first row happened, in milliseconds since the epoch
 * @param end when it is over if nothing comes: the last row's time and the gap
 */
record Session(long start, long end, Accumulators accumulators) {

    /** Writes and reads sessions. */
    static final class SessionCoder extends CustomCoder<Session> {

        private final Coder<Accumulators> accumulators;

        SessionCoder(Coder<Accumulators> accumulators) {
            this.accumulators = accumulators;
        }

        @Override
        public void encode(Session session, OutputStream out) throws IOException {
            VarInt.encode(session.start, out);
            VarInt.encode(session.end - session.start, out);
            accumulators.encode(session.accumulators, out);
        }

        @Override
        public Session decode(InputStream in) throws IOException {
            long start = VarInt.decodeLong(in);
            return new Session(start, start + VarInt.decodeLong(in), accumulators.decode(in));
        }

        @Override
        public void verifyDeterministic() throws NonDeterministicException {
            accumulators.verifyDeterministic();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof SessionCoder coder && accumulators.equals(coder.accumulators);
        }

        @Override
        public int hashCode() {
            return accumulators.hashCode();
        }
    }
}
