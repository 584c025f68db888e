package dev.sluice.sensehat.emulator;

import dev.sluice.sensehat.BoardClock;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until it is told to go on; who sleeps by it wakes at once, that much later. Thread-safe. */
public final class VirtualClock implements BoardClock {

    private long nanos;
    private Instant wall;

    private VirtualClock(Instant wall) {
        this.wall = wall;
    }

    /** A clock whose wall shows this instant, and whose other time is zero. */
    public static VirtualClock at(Instant wall) {
        return new VirtualClock(wall);
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return wall;
    }

    @Override
    public void sleep(Duration duration) {
        advance(duration.toNanos());
    }

    /** Lets nanoseconds pass. */
    public synchronized void advance(long nanoseconds) {
        if (nanoseconds < 0) {
            throw new IllegalArgumentException("time goes on: expected 0 ns or more, found " + nanoseconds);
        }
        nanos += nanoseconds;
        wall = wall.plusNanos(nanoseconds);
    }

    /** Sets the wall's time forth or back, as NTP or a user does; the time that never goes back does not notice. */
    public synchronized void setWall(Instant instant) {
        wall = instant;
    }
}
