package dev.sluice.job.sql;

import dev.sluice.lake.LakeWrite;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.DeadLetterCoder;
import dev.sluice.record.RecordBatch;
import dev.sluice.sql.plan.PlannedQuery;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.stream.RowText;
import dev.sluice.sql.stream.SqlPipeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * The queries of a script, side by side: a table is read once, whoever asks of it; a SELECT shows its rows, an INSERT writes them. Records that
 * have no row, and rows that a system refuses, are dead letters.
 *
 * <pre>
 * Read sensor_data ─┬─▶ SELECT 1 ─▶ show
 *                   └─▶ INSERT INTO sensor_state ─▶ encode ─▶ send ─▶ dead letters
 * </pre>
 */
final class SqlJob {

    private SqlJob() {}

    /**
     * Assembles the pipeline.
     *
     * @param reads by table, what gives its records
     */
    static void assemble(
            Pipeline pipeline,
            SqlConfig config,
            Map<String, PTransform<PBegin, PCollection<RecordBatch>>> reads,
            String jobId) {
        SqlPipeline queries = SqlPipeline.of(
                pipeline, scan -> Objects.requireNonNull(reads.get(scan.table().name())));
        List<PCollection<DeadLetter>> letters = new ArrayList<>();
        List<PlannedQuery> selects = config.script().selects();
        for (int i = 0; i < selects.size(); i++) {
            PlannedQuery query = selects.get(i);
            String name = "SELECT " + (i + 1);
            queries.rows(name, query).apply(name + " on screen", new Screen(Screens.name(jobId, i), RowText.of(query)));
        }
        for (int i = 0; i < config.sinks().size(); i++) {
            SqlSink sink = config.sinks().get(i);
            String name = "INSERT " + (i + 1) + " INTO " + sink.insert().table().name();
            PCollection<SqlRow> rows = queries.rows(name, sink.insert().query());
            if (config.typed()) {
                rows = rows.apply("Tally of " + name, Tally.writing(jobId));
            }
            letters.add(rows.apply("Write of " + name, new SqlWrite(sink, jobId)));
        }
        letters.add(queries.letters());
        PCollectionList.of(letters)
                .apply("Dead letters", Flatten.pCollections())
                .setCoder(DeadLetterCoder.of())
                .apply(
                        "Keep letters",
                        LakeWrite.to(config.layout()).withJobId(jobId).deadLetters());
    }
}
