package dev.sluice.job.sql;

import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.stream.RowText;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/** Shows the rows of a query as they come, on the screen of the JVM that runs it: where that is not this one, nobody sees them. */
final class Screen extends PTransform<PCollection<SqlRow>, PCollection<Void>> {

    /** By query: a step may have several instances, and its lines one header. */
    private static final Map<String, RowLines> LINES = new ConcurrentHashMap<>();

    private final String query;
    private final RowText text;
    private final RowLines.Format format;

    /** @param query names the query among all in this JVM */
    Screen(String query, RowText text, RowLines.Format format) {
        this.query = query;
        this.text = text;
        this.format = format;
    }

    @Override
    public PCollection<Void> expand(PCollection<SqlRow> rows) {
        return rows.apply("Show", ParDo.of(new Show(query, text, format)));
    }

    private static final class Show extends DoFn<SqlRow, Void> {

        private final String query;
        private final RowText text;
        private final RowLines.Format format;

        Show(String query, RowText text, RowLines.Format format) {
            this.query = query;
            this.text = text;
            this.format = format;
        }

        @ProcessElement
        @SuppressWarnings("SystemOut")
        public void process(@Element SqlRow row) {
            RowLines lines = LINES.computeIfAbsent(query, q -> new RowLines(format, text.names(), text.kinds()));
            synchronized (LINES) {
                lines.of(text.of(row)).forEach(System.out::println);
            }
        }
    }
}
