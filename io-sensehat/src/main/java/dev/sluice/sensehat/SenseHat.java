package dev.sluice.sensehat;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Sense HAT that is being read: a thread of its own samples the chips at their rate and fuses every sample, and a
 * {@linkplain #read snapshot} is taken whenever somebody asks. So the orientation does not depend on how often that is, which
 * it does in Python.
 *
 * <p>A chip that goes away, loses its settings or falls silent gives missing values, and comes back without a restart.
 * Thread-safe. One process has to own the board: others that read it take its samples away.
 */
public final class SenseHat implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SenseHat.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final I2cBus bus;
    private final Board board;
    private final BoardClock clock;
    private final Thread sampler;
    private volatile boolean closed;

    private SenseHat(I2cBus bus, SenseHatOptions options) {
        this.bus = bus;
        clock = options.clock();
        board = new Board(bus, options);
        sampler = new Thread(this::sample, "sense-hat");
        sampler.setDaemon(true);
    }

    /**
     * Opens the board on a bus, which it owns from now on.
     *
     * @throws BoardException if the board cannot be read; says of everything that is wrong what it is and what helps
     */
    public static SenseHat open(I2cBus bus, SenseHatOptions options) {
        try {
            SenseHat hat = new SenseHat(bus, options);
            hat.sampler.start();
            return hat;
        } catch (RuntimeException e) {
            bus.close();
            throw e;
        }
    }

    /** Opens the board of this machine as it comes. */
    public static SenseHat open() {
        return open(I2cBus.linux(1), SenseHatOptions.DEFAULT);
    }

    private void sample() {
        while (!closed) {
            long nanos = poll();
            if (nanos > 0) {
                clock.sleep(Duration.ofNanos(nanos));
            }
        }
    }

    /** What nobody has foreseen must not end the sampling: values grow old and are missing, until it has passed. */
    private long poll() {
        try {
            return board.poll();
        } catch (RuntimeException e) {
            LOG.warn("the board was not polled, in {} s again", AFTER_FAILURE.toSeconds(), e);
            return AFTER_FAILURE.toNanos();
        }
    }

    /** What the board shows now; does not wait. In the first tenth of a second most of it is missing. */
    public Reading read() {
        if (closed) {
            throw new IllegalStateException("the board is closed");
        }
        return board.reading();
    }

    /** Which sensors have a say in the orientation from now on; all of them before. */
    public void use(Sensors sensors) {
        board.use(sensors);
    }

    /** What the gyroscope shows at rest, as learned so far, in rad/s: a start for the next run. */
    public Vector3 gyroBias() {
        return board.gyroBias();
    }

    /** How each chip has been doing. */
    public List<ChipHealth> health() {
        return board.health();
    }

    /** Stops sampling and gives up the bus. */
    @Override
    public void close() {
        closed = true;
        try {
            sampler.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        bus.close();
    }
}
