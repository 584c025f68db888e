package dev.sluice.job.sql;

import dev.sluice.record.JobLocal;
import dev.sluice.sql.plan.LatestKey;
import dev.sluice.sql.plan.PlannedQuery;
import dev.sluice.sql.stream.RowText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The screens of a job's SELECTs, open while it runs. When each has what its LIMIT asks for and nothing else runs, the job is asked to end. */
final class Screens implements AutoCloseable {

    private final String jobId;
    private final List<String> open = new ArrayList<>();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicInteger unlimited;

    private Screens(String jobId, int running) {
        this.jobId = jobId;
        unlimited = new AtomicInteger(running);
    }

    static Screens open(SqlConfig config, Console console, String jobId) {
        List<PlannedQuery> selects = config.script().selects();
        Screens screens = new Screens(jobId, selects.size() + config.sinks().size());
        for (int i = 0; i < selects.size(); i++) {
            PlannedQuery query = selects.get(i);
            RowDisplay display = screens.new Counted(display(config, query, console), query.limit());
            Screen.open(name(jobId, i), display);
            screens.open.add(name(jobId, i));
        }
        return screens;
    }

    /** Names the screen of a job's SELECT in this JVM. */
    static String name(String jobId, int select) {
        return jobId + " SELECT " + (select + 1);
    }

    /** Whether rows are to be shown by a table that is painted, where there is what to paint on: those of one windowed query. */
    static boolean wantPainting(SqlConfig config) {
        List<PlannedQuery> selects = config.script().selects();
        return config.format() == RowLines.Format.LIVE
                && selects.size() == 1
                && selects.get(0).latestKey() != null;
    }

    private static RowDisplay display(SqlConfig config, PlannedQuery query, Console console) {
        RowText text = RowText.of(query);
        LatestKey key = query.latestKey();
        if (key != null && wantPainting(config) && console.paints()) {
            return new LiveTable(console, text, key);
        }
        RowLines lines = new RowLines(config.format(), text.names(), text.kinds());
        return cells -> console.print(lines.of(cells));
    }

    /** How many rows were shown. */
    long rows() {
        return rows.get();
    }

    @Override
    public void close() {
        open.forEach(Screen::close);
    }

    /** Rows up to a limit. */
    private final class Counted implements RowDisplay {

        private final RowDisplay display;
        private final @Nullable Long limit;
        private long count;

        Counted(RowDisplay display, @Nullable Long limit) {
            this.display = display;
            this.limit = limit;
        }

        @Override
        public void show(List<@Nullable String> cells) {
            if (limit != null && count == limit) {
                return;
            }
            count++;
            rows.incrementAndGet();
            display.show(cells);
            if (limit != null && count == limit && unlimited.decrementAndGet() == 0) {
                JobLocal.of(jobId).stop();
            }
        }

        @Override
        public void end() {
            display.end();
        }
    }
}
