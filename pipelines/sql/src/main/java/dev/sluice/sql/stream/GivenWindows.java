package dev.sluice.sql.stream;

import dev.sluice.sql.row.SqlRow;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.NonMergingWindowFn;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.transforms.windowing.WindowMappingFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/** The window that the first two columns of a key say: its start and its end. */
final class GivenWindows extends NonMergingWindowFn<Object, IntervalWindow> {

    @Override
    public Collection<IntervalWindow> assignWindows(WindowFn<Object, IntervalWindow>.AssignContext context) {
        SqlRow key = (SqlRow) ((KV<?, ?>) context.element()).getKey();
        return List.of(new IntervalWindow(instant(key, 0), instant(key, 1)));
    }

    private static Instant instant(@Nullable SqlRow key, int column) {
        if (key == null) {
            throw new IllegalArgumentException("expected a key that says its window, found none");
        }
        return Instant.ofEpochMilli(Times.millis(key.value(column)));
    }

    @Override
    @SuppressWarnings("deprecation") // asked for by Beam, not yet for good
    public boolean isCompatible(WindowFn<?, ?> other) {
        return other instanceof GivenWindows;
    }

    @Override
    public Coder<IntervalWindow> windowCoder() {
        return IntervalWindow.getCoder();
    }

    @Override
    public WindowMappingFn<IntervalWindow> getDefaultWindowMappingFn() {
        throw new UnsupportedOperationException("nothing looks into these windows from the side");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GivenWindows;
    }

    @Override
    public int hashCode() {
        return GivenWindows.class.hashCode();
    }
}
