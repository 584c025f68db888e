package dev.sluice.sensehat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/**
 * The two times of a board: one that never goes back, by which rotation is integrated, and the one of the wall, which
 * readings carry. An emulated board brings its own.
 */
public interface BoardClock {

    /** Nanoseconds since some fixed moment; never goes back. */
    long nanoTime();

    /** The time of day. */
    Instant now();

    /** Lets time pass, or less of it where the thread is woken. */
    void sleep(Duration duration);

    /** The machine's clock. */
    static BoardClock system() {
        return new BoardClock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void sleep(Duration duration) {
                LockSupport.parkNanos(duration.toNanos());
            }
        };
    }
}
