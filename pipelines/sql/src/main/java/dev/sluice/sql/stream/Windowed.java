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

    private Windowed(WindowFn<Object, ?> windows, Duration kept) {
        this.windows = windows;
        this.kept = kept;
    }

    /** Windows that give one result, when the watermark has passed their end; what comes then is dropped. */
    static <T> Windowed<T> into(WindowFn<Object, ?> windows) {
        return new Windowed<>(windows, Duration.ZERO);
    }

    /** The same, but what comes within {@code kept} of their end goes on at once, by itself. */
    static <T> Windowed<T> keeping(WindowFn<Object, ?> windows, Duration kept) {
        return new Windowed<>(windows, kept);
    }

    /** No windows: elements have the time they have. */
    static <T> Windowed<T> out() {
        return into(new GlobalWindows());
    }

    @Override
    public PCollection<T> expand(PCollection<T> elements) {
        Window<T> window = Window.<T>into(windows).withAllowedLateness(kept).discardingFiredPanes();
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
