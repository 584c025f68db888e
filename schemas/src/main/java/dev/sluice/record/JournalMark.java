package dev.sluice.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;

/**
 * How far a {@link SeenJournal} has been written: what a runner's checkpoint holds of it.
 *
 * <p>Layout 1: the layout's number, then the map.
 *
 * @param lengths the segments that were written, by name, and their length in bytes
 */
record JournalMark(Map<String, Long> lengths) {

    static final JournalMark NONE = new JournalMark(Map.of());
    static final CustomCoder<JournalMark> CODER = new MarkCoder();

    JournalMark {
        lengths = Map.copyOf(lengths);
    }

    /** How many bytes of a segment it holds. */
    long of(String segment) {
        return lengths.getOrDefault(segment, 0L);
    }

    private static final class MarkCoder extends CustomCoder<JournalMark> {

        private static final int LAYOUT = 1;
        private static final MapCoder<String, Long> LENGTHS = MapCoder.of(StringUtf8Coder.of(), VarLongCoder.of());

        @Override
        public void encode(JournalMark mark, OutputStream out) throws IOException {
            out.write(LAYOUT);
            LENGTHS.encode(new TreeMap<>(mark.lengths), out);
        }

        @Override
        public JournalMark decode(InputStream in) throws IOException {
            int layout = in.read();
            if (layout != LAYOUT) {
                throw new CoderException("expected layout " + LAYOUT + " of a journal's mark, found " + layout);
            }
            return new JournalMark(LENGTHS.decode(in));
        }

        @Override
        public void verifyDeterministic() {
            // The segments stand in the order of their names.
        }
    }
}
