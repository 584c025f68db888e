package dev.sluice.connector;

import dev.sluice.record.Position;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.jspecify.annotations.Nullable;

/**
 * How far a reader has come: by partition, the position of the last record it gave.
 *
 * <p>Layout 1: the layout's number, then the map, positions in their text form.
 */
public final class ReaderMark implements UnboundedSource.CheckpointMark {

    static final CustomCoder<ReaderMark> CODER = new MarkCoder();

    private final Map<String, Position> after;
    private final @Nullable BatchedReader reader;

    ReaderMark(Map<String, Position> after, @Nullable BatchedReader reader) {
        this.after = Map.copyOf(after);
        this.reader = reader;
    }

    Map<String, Position> after() {
        return after;
    }

    @Override
    public void finalizeCheckpoint() throws IOException {
        if (reader != null) {
            reader.finalized(this);
        }
    }

    @Override
    public String toString() {
        return "after " + after;
    }

    private static final class MarkCoder extends CustomCoder<ReaderMark> {

        private static final int LAYOUT = 1;
        private static final MapCoder<String, String> POSITIONS =
                MapCoder.of(StringUtf8Coder.of(), StringUtf8Coder.of());

        @Override
        public void encode(ReaderMark mark, OutputStream out) throws IOException {
            out.write(LAYOUT);
            Map<String, String> positions = new HashMap<>();
            mark.after.forEach((partition, position) -> positions.put(partition, position.text()));
            POSITIONS.encode(positions, out);
        }

        @Override
        public ReaderMark decode(InputStream in) throws IOException {
            int layout = in.read();
            if (layout != LAYOUT) {
                throw new CoderException("expected layout " + LAYOUT + " of a reader's mark, found " + layout);
            }
            Map<String, Position> after = new HashMap<>();
            POSITIONS.decode(in).forEach((partition, text) -> after.put(partition, Position.parse(text)));
            return new ReaderMark(after, null);
        }

        @Override
        public void verifyDeterministic() throws NonDeterministicException {
            throw new NonDeterministicException(this, "the partitions stand in no order");
        }
    }
}
