package dev.sluice.lake;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The heap that the open files of this JVM may take, shared evenly by the writers that have some open. A writer keeps to
 * its share at each batch, so that all together go over the whole by a batch each at most, and for as long as a writer
 * that was alone takes to notice another.
 */
final class WriterMemory {

    private static final AtomicInteger WRITERS = new AtomicInteger();

    private final long bytes;
    private boolean counted;

    WriterMemory(long bytes) {
        this.bytes = bytes;
    }

    /** This writer has files open from now on. */
    void take() {
        if (!counted) {
            counted = true;
            WRITERS.incrementAndGet();
        }
    }

    /** This writer has none open any more. */
    void giveBack() {
        if (counted) {
            counted = false;
            WRITERS.decrementAndGet();
        }
    }

    /** What this writer may take now. */
    long share() {
        return bytes / Math.max(1, WRITERS.get());
    }
}
