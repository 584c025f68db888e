package dev.sluice.sql.stream;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.transforms.windowing.WindowMappingFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The window of a {@link Session}; those of a key that meet are one. As in Flink they meet where one ends when the other starts, too:
 * Beam's own sessions do not. So a window reaches {@link #BEYOND} the session's end, and is not given before that can no longer happen.
 */
final class SessionWindows extends WindowFn<Object, IntervalWindow> {

    /** How many milliseconds of a window are behind the end of its session. */
    static final long BEYOND = 1;

    @Override
    public Collection<IntervalWindow> assignWindows(AssignContext context) {
        Session session = (Session) Objects.requireNonNull(((KV<?, ?>) context.element()).getValue());
        return List.of(new IntervalWindow(
                Instant.ofEpochMilli(session.start()), Instant.ofEpochMilli(session.end() + BEYOND)));
    }

    @Override
    public void mergeWindows(MergeContext context) throws Exception {
        List<IntervalWindow> sorted = new ArrayList<>(context.windows());
        sorted.sort(Comparator.comparing(IntervalWindow::start));
        List<IntervalWindow> meeting = new ArrayList<>();
        Instant end = null;
        for (IntervalWindow window : sorted) {
            if (end != null && !window.start().isBefore(end)) {
                merge(context, meeting, end);
                meeting = new ArrayList<>();
                end = null;
            }
            meeting.add(window);
            end = end == null || window.end().isAfter(end) ? window.end() : end;
        }
        if (end != null) {
            merge(context, meeting, end);
        }
    }

    private static void merge(
            WindowFn<Object, IntervalWindow>.MergeContext context, List<IntervalWindow> meeting, Instant end)
            throws Exception {
        if (meeting.size() > 1) {
            context.merge(meeting, new IntervalWindow(meeting.get(0).start(), end));
        }
    }

    @Override
    @SuppressWarnings("deprecation") // asked for by Beam, not yet for good
    public boolean isCompatible(WindowFn<?, ?> other) {
        return other instanceof SessionWindows;
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
        return other instanceof SessionWindows;
    }

    @Override
    public int hashCode() {
        return SessionWindows.class.hashCode();
    }
}
