package dev.sluice.sql.stream;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.DeadLetterCoder;
import dev.sluice.record.RecordBatch;
import dev.sluice.sql.plan.PlannedQuery;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.row.SqlRowCoder;
import dev.sluice.sql.table.SqlTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/** A pipeline of queries. A table that several of them ask is read once. */
public final class SqlPipeline {

    /** Reads tables. */
    @FunctionalInterface
    public interface Source {
        /** The records of a table, with their event times where it declares one. */
        PTransform<PBegin, PCollection<RecordBatch>> read(Step.Scan scan);
    }

    private final Pipeline pipeline;
    private final Source source;
    private final Map<String, PCollection<RecordBatch>> tables = new HashMap<>();
    private final Map<String, List<PCollection<SqlRow>>> late = new HashMap<>();
    private final List<PCollection<DeadLetter>> letters = new ArrayList<>();

    private SqlPipeline(Pipeline pipeline, Source source) {
        this.pipeline = pipeline;
        this.source = source;
    }

    public static SqlPipeline of(Pipeline pipeline, Source source) {
        return new SqlPipeline(pipeline, source);
    }

    /**
     * Adds a query to the pipeline.
     *
     * <p>One whose rows are those of a table that are late is to be added behind the queries that ask the table.
     *
     * @param name its own among all of the pipeline: the names of its transforms begin with it
     * @return its rows, in the global window, each at its event time
     */
    public PCollection<SqlRow> rows(String name, PlannedQuery query) {
        QueryTranslation translation = new QueryTranslation(pipeline, name, new Tables());
        PCollection<SqlRow> rows = translation.rows(query.step());
        letters.addAll(translation.letters());
        return rows;
    }

    /** The records of which the queries that were added could make no row. */
    public PCollection<DeadLetter> letters() {
        return letters.isEmpty()
                ? pipeline.apply("No letters", Create.empty(DeadLetterCoder.of()))
                : PCollectionList.of(letters).apply("Letters", Flatten.pCollections());
    }

    private final class Tables implements QueryTranslation.Tables {
        @Override
        public PCollection<RecordBatch> read(Step.Scan scan) {
            return tables.computeIfAbsent(
                    scan.table().name(), name -> pipeline.apply("Read " + name, source.read(scan)));
        }

        @Override
        public void late(SqlTable table, PCollection<SqlRow> rows) {
            late.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(rows);
        }

        @Override
        public PCollection<SqlRow> late(Step.Late of) {
            String name = "Late rows of " + of.table().name();
            SqlRowCoder coder = SqlRowCoder.of(of.rowType());
            List<PCollection<SqlRow>> all = late.getOrDefault(of.table().name(), List.of());
            return all.isEmpty()
                    ? pipeline.apply(name, Read.from(ConstantRows.of(List.of(), coder)))
                    : PCollectionList.of(all)
                            .apply(name, Flatten.pCollections())
                            .setCoder(coder);
        }
    }
}
