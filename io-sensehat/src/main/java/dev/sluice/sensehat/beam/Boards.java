package dev.sluice.sensehat.beam;

import dev.sluice.sensehat.BoardClock;
import dev.sluice.sensehat.SenseHat;
import dev.sluice.sensehat.SenseHatOptions;
import dev.sluice.sensehat.Settings;
import dev.sluice.sensehat.emulator.Device;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The boards of this JVM, one for each device. Readers come and go (a DirectRunner closes one in twenty and opens it again from
 * its mark); a board stays open until it has had no reader for 5 s, so that its sampling, and the pose with it, is not torn.
 */
final class Boards {

    private static final long GRACE_SECONDS = 5;
    private static final Map<Device, Held> OPEN = new HashMap<>();

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sense-hat-owner");
        thread.setDaemon(true);
        return thread;
    });

    private Boards() {}

    /** A board and who reads it. */
    private static final class Held {
        private final SenseHat hat;
        private int readers;
        private long released;

        private Held(SenseHat hat) {
            this.hat = hat;
        }
    }

    /**
     * The board of this device for one more reader.
     *
     * @param settings count where the board is not open yet
     * @throws dev.sluice.sensehat.BoardException if it cannot be read
     */
    static SenseHat acquire(Device device, Settings settings) {
        synchronized (OPEN) {
            Held held = OPEN.get(device);
            if (held == null) {
                BoardClock clock = BoardClock.system();
                held = new Held(SenseHat.open(
                        device.bus(clock),
                        SenseHatOptions.DEFAULT.withClock(clock).withSettings(settings)));
                OPEN.put(device, held);
            }
            held.readers++;
            return held.hat;
        }
    }

    /** One reader of the device less. */
    @SuppressWarnings("FutureReturnValueIgnored") // it closes the board, or does not
    static void release(Device device) {
        synchronized (OPEN) {
            Held held = OPEN.get(device);
            if (held != null && --held.readers == 0) {
                long release = ++held.released;
                TIMER.schedule(() -> closeUnlessRead(device, release), GRACE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static void closeUnlessRead(Device device, long release) {
        synchronized (OPEN) {
            Held held = OPEN.get(device);
            if (held != null && held.readers == 0 && held.released == release) {
                OPEN.remove(device);
                held.hat.close();
            }
        }
    }
}
