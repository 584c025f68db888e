package dev.sluice.job.sql;

import dev.sluice.sql.plan.LatestKey;
import dev.sluice.sql.stream.RowText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The newest row of each key of a windowed query, as a table that is painted over itself: the row of a window takes the place of that of the
 * window before. Where there are more keys than lines, those are seen whose rows came last.
 */
final class LiveTable implements RowDisplay {

    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Who has more keys than that sees the last of them. */
    private static final int MOST_KEYS = 10_000;

    /** A header, the line beneath it, and the one below the rows. */
    private static final int FRAME = 3;

    private record Row(long since, List<@Nullable String> cells) {}

    private final Console console;
    private final List<String> names;
    private final List<RowText.Kind> kinds;
    private final LatestKey key;
    /** By key, those that changed last behind the others. */
    private final Map<List<@Nullable String>, Row> newest = new LinkedHashMap<>();

    private final Thread painter;
    private long rows;
    private long shown;
    private boolean ended;

    LiveTable(Console console, RowText text, LatestKey key) {
        this.console = console;
        names = text.names();
        kinds = text.kinds();
        this.key = key;
        painter = new Thread(this::paintNowAndThen, "live table");
        painter.setDaemon(true);
        painter.start();
    }

    @Override
    public synchronized void show(List<@Nullable String> cells) {
        List<@Nullable String> id = new ArrayList<>();
        key.columns().forEach(column -> id.add(cells.get(column)));
        rows++;
        Row before = newest.get(id);
        if (before != null && isOlder(cells, before.cells())) {
            return;
        }
        newest.remove(id);
        newest.put(id, new Row(before == null ? rows : before.since(), cells));
        if (newest.size() > MOST_KEYS) {
            Iterator<?> oldest = newest.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** Windows that end together come in any order. Their times sort as their text does. */
    private boolean isOlder(List<@Nullable String> cells, List<@Nullable String> than) {
        String window = key.window() < 0 ? null : cells.get(key.window());
        String shown = key.window() < 0 ? null : than.get(key.window());
        return window != null && shown != null && window.compareTo(shown) < 0;
    }

    @Override
    public void end() {
        synchronized (this) {
            ended = true;
            notifyAll();
        }
        try {
            painter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void paintNowAndThen() {
        try {
            while (!ended) {
                paint();
                wait(PAUSE.toMillis());
            }
            paint();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void paint() {
        if (rows == shown) {
            return;
        }
        shown = rows;
        int room = Math.max(1, console.height() - FRAME);
        List<List<@Nullable String>> seen = newest.values().stream()
                .skip(Math.max(0, newest.size() - room))
                .sorted(Comparator.comparingLong(Row::since))
                .map(Row::cells)
                .toList();
        List<String> lines = new ArrayList<>(new RowLines(RowLines.Format.TEXT, names, kinds).table(seen));
        lines.add("(%,d rows; the newest of %s)"
                .formatted(
                        rows,
                        newest.size() > seen.size()
                                ? "%,d of %,d keys".formatted(seen.size(), newest.size())
                                : "each key"));
        console.paint(lines);
    }
}
