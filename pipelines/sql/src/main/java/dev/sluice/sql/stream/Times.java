package dev.sluice.sql.stream;

import dev.sluice.sql.expression.EvaluationException;
import dev.sluice.sql.plan.Windowing;
import org.jspecify.annotations.Nullable;

/** Times of rows, which are microseconds, as those of windows, which are milliseconds, and back. */
final class Times {

    private static final long MICROS = 1_000;

    private Times() {}

    /** Takes windows. */
    @FunctionalInterface
    interface Windows {
        void window(long start, long end);
    }

    /**
     * The time of a row.
     *
     * @throws EvaluationException where it has none
     */
    static long millis(@Nullable Object micros) {
        if (micros == null) {
            throw new EvaluationException("expected an event time, found NULL");
        }
        return Math.floorDiv((Long) micros, MICROS);
    }

    static long micros(long millis) {
        return millis * MICROS;
    }

    /** Calls {@code windows} with each window that {@code millis} is in, the one that ends first first. */
    static void eachWindow(Windowing.Sliced windowing, long millis, Windows windows) {
        if (windowing instanceof Windowing.Cumulate cumulate) {
            long start = millis - Math.floorMod(millis - cumulate.offset(), cumulate.size());
            long first = start + (Math.floorDiv(millis - start, cumulate.step()) + 1) * cumulate.step();
            for (long end = first; end <= start + cumulate.size(); end += cumulate.step()) {
                windows.window(start, end);
            }
            return;
        }
        long slide = windowing instanceof Windowing.Hop hop ? hop.slide() : windowing.size();
        long last = millis - Math.floorMod(millis - windowing.offset(), slide);
        long first = last - Math.floorDiv(windowing.size() - 1 - (millis - last), slide) * slide;
        for (long start = first; start <= last; start += slide) {
            if (millis < start + windowing.size()) {
                windows.window(start, start + windowing.size());
            }
        }
    }
}
