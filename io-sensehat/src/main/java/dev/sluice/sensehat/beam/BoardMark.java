package dev.sluice.sensehat.beam;

import dev.sluice.sensehat.Vector3;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.io.UnboundedSource;

/**
 * How far a board was read: the count of the last snapshot, and what its gyroscope shows at rest. Nothing of the device itself,
 * which cannot give again what it gave.
 *
 * <p>Layout 1: the layout's number, the count, the bias as three doubles.
 */
record BoardMark(long count, Vector3 gyroBias) implements UnboundedSource.CheckpointMark {

    static final CustomCoder<BoardMark> CODER = new MarkCoder();

    @Override
    public void finalizeCheckpoint() {
        // There is nobody to tell.
    }

    private static final class MarkCoder extends CustomCoder<BoardMark> {

        private static final int LAYOUT = 1;

        @Override
        public void encode(BoardMark mark, OutputStream out) throws IOException {
            DataOutputStream data = new DataOutputStream(out);
            data.writeByte(LAYOUT);
            data.writeLong(mark.count);
            data.writeDouble(mark.gyroBias.x());
            data.writeDouble(mark.gyroBias.y());
            data.writeDouble(mark.gyroBias.z());
        }

        @Override
        public BoardMark decode(InputStream in) throws IOException {
            DataInputStream data = new DataInputStream(in);
            int layout = data.readUnsignedByte();
            if (layout != LAYOUT) {
                throw new CoderException("expected layout " + LAYOUT + " of a board's mark, found " + layout);
            }
            return new BoardMark(data.readLong(), new Vector3(data.readDouble(), data.readDouble(), data.readDouble()));
        }

        @Override
        public void verifyDeterministic() {
            // numbers in a fixed order
        }
    }
}
