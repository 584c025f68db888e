package dev.sluice.job.sql;

import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.stream.RowText;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/** Shows the rows of a query as they come, on what was opened for it in the JVM that runs it: where that is not this one, nobody sees them. */
final class Screen extends PTransform<PCollection<SqlRow>, PCollection<Void>> {

    /** By query: a step may have several instances. */
    private static final Map<String, RowDisplay> OPEN = new ConcurrentHashMap<>();

    private final String query;
    private final RowText text;

    /** @param query names the query among all in this JVM */
    Screen(String query, RowText text) {
        this.query = query;
        this.text = text;
    }

    static void open(String query, RowDisplay display) {
        OPEN.put(query, display);
    }

    /** No row is shown any more, also of a job that has not quite ended. */
    static void close(String query) {
        RowDisplay display = OPEN.remove(query);
        if (display != null) {
            display.end();
        }
    }

    @Override
    public PCollection<Void> expand(PCollection<SqlRow> rows) {
        return rows.apply("Show", ParDo.of(new Show(query, text)));
    }

    private static final class Show extends DoFn<SqlRow, Void> {

        private final String query;
        private final RowText text;

        Show(String query, RowText text) {
            this.query = query;
            this.text = text;
        }

        @ProcessElement
        public void process(@Element SqlRow row) {
            RowDisplay display = OPEN.get(query);
            if (display != null) {
                synchronized (display) {
                    display.show(text.of(row));
                }
            }
        }
    }
}
