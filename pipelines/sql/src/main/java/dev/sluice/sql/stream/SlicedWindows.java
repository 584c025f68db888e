package dev.sluice.sql.stream;

import dev.sluice.sql.plan.Windowing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.NonMergingWindowFn;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.transforms.windowing.WindowMappingFn;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The windows that a time is in, also before 1970: there Beam's own fixed and sliding windows begin behind the time that they are asked
 * for.
 */
final class SlicedWindows extends NonMergingWindowFn<Object, IntervalWindow> {

    private final Windowing.Sliced windowing;

    SlicedWindows(Windowing.Sliced windowing) {
        this.windowing = windowing;
    }

    @Override
    public Collection<IntervalWindow> assignWindows(WindowFn<Object, IntervalWindow>.AssignContext context) {
        List<IntervalWindow> windows = new ArrayList<>();
        Times.eachWindow(
                windowing,
                context.timestamp().getMillis(),
                (start, end) ->
                        windows.add(new IntervalWindow(Instant.ofEpochMilli(start), Instant.ofEpochMilli(end))));
        return windows;
    }

    @Override
    @SuppressWarnings("deprecation") // asked for by Beam, not yet for good
    public boolean isCompatible(WindowFn<?, ?> other) {
        return equals(other);
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
        return other instanceof SlicedWindows windows && windowing.equals(windows.windowing);
    }

    @Override
    public int hashCode() {
        return windowing.hashCode();
    }
}
