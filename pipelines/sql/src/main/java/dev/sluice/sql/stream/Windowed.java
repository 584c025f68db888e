package dev.sluice.sql.stream;

import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.windowing.AfterPane;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.DefaultTrigger;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.transforms.windowing.WindowFn;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/**
 * Puts elements into windows. Beam takes the longer of two lateness that are allowed one after the other, so that what keeps slices would keep all
 * windows behind them: results would come again, and on Flink empty ones with them. Here a window allows what is said of it.
 *
 * @param <T> the elements
 */
final class Windowed<T> extends PTransform<PCollection<T>, PCollection<T>> {

    private final WindowFn<Object, ?> windows;
    private final Duration kept;
    private final boolean whole;

    private Windowed(WindowFn<Object, ?> windows, Duration kept, boolean whole) {
        this.windows = windows;
        this.kept = kept;
        this.whole = whole;
    }

    /** Windows that give one result, when the watermark has passed their end; what comes then is dropped. */
    static <T> Windowed<T> into(WindowFn<Object, ?> windows) {
        return new Windowed<>(windows, Duration.ZERO, false);
    }

    /** The same, but what comes within {@code kept} of their end goes on at once, by itself. */
    static <T> Windowed<T> keeping(WindowFn<Object, ?> windows, Duration kept) {
        return new Windowed<>(windows, kept, false);
    }

    /** Windows that give their result again, whole, with each element that comes within {@code allowed} of their end. */
    static <T> Windowed<T> allowing(WindowFn<Object, ?> windows, Duration allowed) {
        return new Windowed<>(windows, allowed, true);
    }

    /** No windows: elements have the time they have. */
    static <T> Windowed<T> out() {
        return into(new GlobalWindows());
    }

    @Override
    public PCollection<T> expand(PCollection<T> elements) {
        Window<T> lasting = Window.<T>into(windows).withAllowedLateness(kept);
        Window<T> window = whole ? lasting.accumulatingFiredPanes() : lasting.discardingFiredPanes();
        PCollection<T> windowed = elements.apply(
                "Assign",
                kept.isEqual(Duration.ZERO)
                        ? window.triggering(DefaultTrigger.of())
                        : window.triggering(
                                AfterWatermark.pastEndOfWindow().withLateFirings(AfterPane.elementCountAtLeast(1))));
        return windowed.setWindowingStrategyInternal(
                windowed.getWindowingStrategy().withAllowedLateness(kept));
    }
}
