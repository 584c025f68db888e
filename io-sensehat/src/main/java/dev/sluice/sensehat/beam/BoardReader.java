package dev.sluice.sensehat.beam;

import dev.sluice.sensehat.SenseHat;
import dev.sluice.sensehat.Vector3;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.LockSupport;
import org.apache.beam.sdk.io.UnboundedSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes a snapshot each interval. One that is late is taken once, and not made up for: the moments that were missed are gone.
 */
final class BoardReader extends UnboundedSource.UnboundedReader<BoardRecord> {

    /** The chips have all shown something by then, unless they cannot be read. */
    private static final Duration WARM_UP = Duration.ofMillis(500);
    /** So long {@link #advance} waits for a snapshot to be due: a runner polls without a pause otherwise. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final BoardSource source;
    private final long interval;
    private long count;
    private Vector3 bias;
    private @Nullable SenseHat hat;
    private @Nullable BoardRecord current;
    private long due;
    private Instant watermark = Instant.EPOCH;

    BoardReader(BoardSource source, @Nullable BoardMark mark) {
        this.source = source;
        interval = source.interval().toNanos();
        count = mark == null ? 0 : mark.count();
        bias = mark == null ? source.settings().gyroBias() : mark.gyroBias();
    }

    @Override
    public boolean start() {
        hat = Boards.acquire(source.device(), source.settings().withGyroBias(bias));
        due = System.nanoTime() + (count == 0 ? WARM_UP.toNanos() : Math.min(interval, WARM_UP.toNanos()));
        return advance();
    }

    @Override
    public boolean advance() {
        SenseHat open = hat;
        if (open == null) {
            return false;
        }
        long wait = due - System.nanoTime();
        if (wait > 0) {
            LockSupport.parkNanos(Math.min(wait, PATIENCE.toNanos()));
            if (due - System.nanoTime() > 0) {
                follow(Instant.now());
                return false;
            }
        }
        due = Math.max(due + interval, System.nanoTime());
        current = new BoardRecord(++count, open.read());
        bias = open.gyroBias();
        follow(current.reading().time());
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
        if (hat != null) {
            hat = null;
            Boards.release(source.device());
        }
    }
}
