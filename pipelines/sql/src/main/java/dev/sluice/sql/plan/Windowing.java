package dev.sluice.sql.plan;

import java.io.Serializable;

/**
 * How rows are put into windows by their time. Times are milliseconds since the epoch, of windows that begin at it, moved by an
 * offset.
 */
public sealed interface Windowing extends Serializable {

    /** Windows that are made of slices: stretches of time that are in the same windows from end to end. */
    sealed interface Sliced extends Windowing {
        /** How long a slice is, in milliseconds. */
        long slice();

        /** How far windows are moved from the epoch, in milliseconds: 0 or more, less than a size. */
        long offset();

        /** How long the longest window is, in milliseconds. */
        long size();

        /** The start of the slice that {@code millis} is in. */
        default long sliceStart(long millis) {
            return millis - Math.floorMod(millis - offset(), slice());
        }

        /** Whether {@code millis} is in any window: between those of a hop that is longer than they are, there is none. */
        default boolean covers(long millis) {
            return true;
        }
    }

    /** One window after the other. */
    record Tumble(long size, long offset) implements Sliced {
        public Tumble {
            positive("size", size);
        }

        @Override
        public long slice() {
            return size;
        }
    }

    /** A window of {@code size} each {@code slide}. */
    record Hop(long slide, long size, long offset) implements Sliced {
        public Hop {
            positive("slide", slide);
            positive("size", size);
        }

        @Override
        public long slice() {
            return gcd(slide, size);
        }

        @Override
        public boolean covers(long millis) {
            return Math.floorMod(millis - offset, slide) < size;
        }

        private static long gcd(long a, long b) {
            return b == 0 ? a : gcd(b, a % b);
        }
    }

    /** Windows that begin together and each reach a {@code step} further, up to {@code size}. */
    record Cumulate(long step, long size, long offset) implements Sliced {
        public Cumulate {
            positive("step", step);
            positive("size", size);
            if (size % step != 0) {
                throw new IllegalArgumentException(
                        "expected a size of CUMULATE that is a multiple of its step, found a size of " + size
                                + " ms and a step of " + step + " ms");
            }
        }

        @Override
        public long slice() {
            return step;
        }
    }

    /** A window for rows of a key that follow each other by {@code gap} or less. */
    record Session(long gap) implements Windowing {
        public Session {
            positive("gap", gap);
        }
    }

    /**
     * The windows that rows already say they are in.
     *
     * @param start which column is the window's start
     * @param end which column is its end
     */
    record Given(int start, int end) implements Windowing {}

    private static void positive(String name, long millis) {
        if (millis <= 0) {
            throw new IllegalArgumentException(
                    "expected a window's " + name + " of more than 0, found " + millis + " ms");
        }
    }
}
