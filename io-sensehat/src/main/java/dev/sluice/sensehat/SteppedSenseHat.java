package dev.sluice.sensehat;

import java.time.Duration;

/**
 * A Sense HAT that is sampled by whoever reads it, on the reader's own thread, while the board's clock goes on: with a clock that
 * does not wait, hours of an emulated board pass in seconds, sample by sample. Not thread-safe.
 */
public final class SteppedSenseHat implements AutoCloseable {

    private final I2cBus bus;
    private final BoardClock clock;
    private final Board board;

    private SteppedSenseHat(I2cBus bus, SenseHatOptions options) {
        this.bus = bus;
        clock = options.clock();
        board = new Board(bus, options);
    }

    /**
     * Opens the board on a bus, which it owns from now on.
     *
     * @throws BoardException if the board cannot be read; says of everything that is wrong what it is and what helps
     */
    public static SteppedSenseHat open(I2cBus bus, SenseHatOptions options) {
        try {
            return new SteppedSenseHat(bus, options);
        } catch (RuntimeException e) {
            bus.close();
            throw e;
        }
    }

    /** Samples at the chips' rates for this long, and gives what the board shows then. */
    public Reading after(Duration duration) {
        long end = clock.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0; left = end - clock.nanoTime()) {
            clock.sleep(Duration.ofNanos(Math.max(1, Math.min(board.poll(), left))));
        }
        return board.reading();
    }

    /** Gives up the bus. */
    @Override
    public void close() {
        bus.close();
    }
}
