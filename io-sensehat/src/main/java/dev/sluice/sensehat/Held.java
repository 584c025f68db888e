package dev.sluice.sensehat;

import org.jspecify.annotations.Nullable;

/** The last value of something, and when it came: it stands for the present until it is too old. */
final class Held<T> {

    private final long maximumAge;
    private @Nullable T value;
    private long nanos;

    /** @param maximumAge in nanoseconds */
    Held(long maximumAge) {
        this.maximumAge = maximumAge;
    }

    /** A newer value, or null for none. */
    void offer(@Nullable T newer, long now) {
        if (newer != null) {
            value = newer;
            nanos = now;
        }
    }

    @Nullable
    T at(long now) {
        return now - nanos > maximumAge ? null : value;
    }
}
