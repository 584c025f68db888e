package dev.sluice.sensehat.beam;

import dev.sluice.sensehat.BoardClock;
import dev.sluice.sensehat.SenseHat;
import dev.sluice.sensehat.SenseHatOptions;
import dev.sluice.sensehat.Settings;
import dev.sluice.sensehat.Vector3;
import dev.sluice.sensehat.emulator.Device;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A board that this JVM reads, one for each device. Readers come and go (a DirectRunner closes one in twenty and opens it again
 * from its mark); the board stays open until it has had no reader for 5 s, so that its sampling, and the pose with it, is not
 * torn, and no snapshot is missed between two readers, or while a runner is busy.
 */
final class SharedBoard {

    private static final long GRACE_SECONDS = 5;
    /** The chips have all shown something by then, unless they cannot be read. */
    private static final Duration WARM_UP = Duration.ofMillis(500);

    private static final Map<Device, SharedBoard> OPEN = new HashMap<>();

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sense-hat-owner");
        thread.setDaemon(true);
        return thread;
    });

    private final SenseHat hat;
    private final long intervalNanos;
    private final RecentReadings recent = new RecentReadings();
    private int readers;
    private long released;
    private boolean closed;

    private SharedBoard(SenseHat hat, Duration interval) {
        this.hat = hat;
        intervalNanos = interval.toNanos();
    }

    /**
     * The board of this device for one more reader.
     *
     * @param interval from one snapshot to the next; counts, as the settings do, where nobody reads the board yet
     * @throws dev.sluice.sensehat.BoardException if it cannot be read
     */
    static SharedBoard acquire(Device device, Duration interval, Settings settings) {
        synchronized (OPEN) {
            SharedBoard board = OPEN.get(device);
            if (board != null && board.readers == 0 && board.intervalNanos != interval.toNanos()) {
                board.close(device);
                board = null;
            }
            if (board == null) {
                BoardClock clock = BoardClock.system();
                board = new SharedBoard(
                        SenseHat.open(
                                device.bus(clock),
                                SenseHatOptions.DEFAULT.withClock(clock).withSettings(settings)),
                        interval);
                OPEN.put(device, board);
                board.later(WARM_UP.toNanos());
            }
            board.readers++;
            return board;
        }
    }

    /** One reader of the device less. */
    @SuppressWarnings("FutureReturnValueIgnored") // it closes the board, or does not
    static void release(Device device) {
        synchronized (OPEN) {
            SharedBoard board = OPEN.get(device);
            if (board != null && --board.readers == 0) {
                long release = ++board.released;
                TIMER.schedule(() -> closeUnlessRead(device, release), GRACE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static void closeUnlessRead(Device device, long release) {
        synchronized (OPEN) {
            SharedBoard board = OPEN.get(device);
            if (board != null && board.readers == 0 && board.released == release) {
                board.close(device);
            }
        }
    }

    private void close(Device device) {
        OPEN.remove(device);
        closed = true;
        hat.close();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it plans the next one itself
    private void later(long nanos) {
        TIMER.schedule(this::take, nanos, TimeUnit.NANOSECONDS);
    }

    private void take() {
        synchronized (OPEN) {
            if (closed) {
                return;
            }
            recent.add(hat.read());
        }
        later(untilNextBeat(Instant.now(), intervalNanos));
    }

    /** Until the next moment that is whole intervals behind 1970, but no less than half of one. */
    static long untilNextBeat(Instant now, long intervalNanos) {
        long seconds = Math.floorMod(now.getEpochSecond(), intervalNanos) * (1_000_000_000L % intervalNanos);
        long left = intervalNanos - (seconds + now.getNano()) % intervalNanos;
        return left < intervalNanos / 2 ? left + intervalNanos : left;
    }

    /** See {@link RecentReadings#after}. */
    @Nullable
    BoardRecord after(long count, Duration patience) {
        return recent.after(count, patience);
    }

    Vector3 gyroBias() {
        return hat.gyroBias();
    }
}
