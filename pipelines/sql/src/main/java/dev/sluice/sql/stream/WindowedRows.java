package dev.sluice.sql.stream;

import dev.sluice.record.DeadLetter;
import dev.sluice.sql.plan.Windowing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Rows once for each window they are in, with its start, end and last time behind their columns. They happen at that last time. */
final class WindowedRows<T> implements RowReader<T> {

    private final RowReader<T> input;
    private final Windowing.Sliced windowing;
    private final int time;

    /** @param time the column that says when a row happened */
    WindowedRows(RowReader<T> input, Windowing.Sliced windowing, int time) {
        this.input = input;
        this.windowing = windowing;
        this.time = time;
    }

    @Override
    public void open() {
        input.open();
    }

    @Override
    public void read(T element, long timestamp, Tables tables, Rows rows) {
        input.read(element, timestamp, tables, new Rows() {
            @Override
            public void row(@Nullable Object[] row, long millis) {
                Times.eachWindow(windowing, Times.millis(row[time]), (start, end) -> {
                    @Nullable Object[] windowed = Arrays.copyOf(row, row.length + 3);
                    windowed[row.length] = Times.micros(start);
                    windowed[row.length + 1] = Times.micros(end);
                    windowed[row.length + 2] = Times.micros(end - 1);
                    rows.row(windowed, end - 1);
                });
            }

            @Override
            public void letter(DeadLetter letter) {
                rows.letter(letter);
            }
        });
    }
}
