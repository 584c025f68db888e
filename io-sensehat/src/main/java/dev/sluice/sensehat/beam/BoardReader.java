package dev.sluice.sensehat.beam;

import dev.sluice.sensehat.Vector3;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.io.UnboundedSource;
import org.jspecify.annotations.Nullable;

/** Gives the {@link Snapshots} of a board, and counts them. */
final class BoardReader extends UnboundedSource.UnboundedReader<BoardRecord> {

    /** So long {@link #advance} waits for a snapshot to be due: a runner polls without a pause otherwise. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final BoardSource source;
    private long count;
    private Vector3 bias;
    private @Nullable Snapshots snapshots;
    private @Nullable BoardRecord current;
    private Instant watermark = Instant.EPOCH;

    BoardReader(BoardSource source, @Nullable BoardMark mark) {
        this.source = source;
        count = mark == null ? 0 : mark.count();
        bias = mark == null ? source.settings().gyroBias() : mark.gyroBias();
    }

    @Override
    public boolean start() {
        snapshots = Snapshots.of(
                source.device(), source.interval(), source.settings().withGyroBias(bias));
        return advance();
    }

    @Override
    public boolean advance() {
        if (snapshots == null) {
            return false;
        }
        BoardRecord next = snapshots.after(count, PATIENCE);
        if (next == null) {
            follow(Instant.now());
            return false;
        }
        current = next;
        count = next.count();
        bias = snapshots.gyroBias();
        follow(next.reading().time());
        return true;
    }

    /** What comes next is not older than now, so that the watermark is; a wall's clock that is set back does not move it. */
    private void follow(Instant now) {
        watermark = now.isAfter(watermark) ? now : watermark;
    }

    @Override
    public BoardRecord getCurrent() {
        if (current == null) {
            throw new NoSuchElementException("there has been no snapshot yet");
        }
        return current;
    }

    @Override
    public org.joda.time.Instant getCurrentTimestamp() {
        return org.joda.time.Instant.ofEpochMilli(getCurrent().reading().time().toEpochMilli());
    }

    @Override
    public org.joda.time.Instant getWatermark() {
        return org.joda.time.Instant.ofEpochMilli(watermark.toEpochMilli());
    }

    @Override
    public BoardMark getCheckpointMark() {
        return new BoardMark(count, bias);
    }

    @Override
    public BoardSource getCurrentSource() {
        return source;
    }

    @Override
    public void close() {
        if (snapshots != null) {
            snapshots.close();
            snapshots = null;
        }
    }
}
