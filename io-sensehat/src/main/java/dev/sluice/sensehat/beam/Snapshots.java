package dev.sluice.sensehat.beam;

import dev.sluice.sensehat.BoardException;
import dev.sluice.sensehat.Settings;
import dev.sluice.sensehat.Vector3;
import dev.sluice.sensehat.emulator.Device;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Snapshots of a board, one each interval: on the beat of the wall's clock, so that those of {@code PT1S} lie in a second each.
 * They are taken whether or not somebody asks; the last thousand are kept, and are counted on from where a reader is.
 *
 * <p>The board is open as long as somebody in this JVM reads it, and 5 s more. Who comes meanwhile goes on with its sampling
 * and its pose, and gets again what came after the snapshot it names. Thread-safe.
 */
public final class Snapshots implements AutoCloseable {

    private final Device device;
    private final SharedBoard board;
    private boolean closed;

    private Snapshots(Device device, SharedBoard board) {
        this.device = device;
        this.board = board;
    }

    /**
     * Opens the board for one more reader.
     *
     * @param interval counts, as the settings do, where the board is not open yet
     * @throws BoardException if it cannot be read
     */
    public static Snapshots of(Device device, Duration interval, Settings settings) {
        return new Snapshots(device, SharedBoard.acquire(device, interval, settings));
    }

    /**
     * The snapshot behind that of a count, or null where it is not due yet. Of those that were missed for too long the oldest
     * that is kept; its count tells how many are gone.
     *
     * @param patience how long to wait for it
     */
    public @Nullable BoardRecord after(long count, Duration patience) {
        return board.after(count, patience);
    }

    /** What the gyroscope shows at rest, as learned so far, in rad/s. */
    public Vector3 gyroBias() {
        return board.gyroBias();
    }

    /** Gives the board up. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            SharedBoard.release(device);
        }
    }
}
