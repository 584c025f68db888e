package dev.sluice.sql.oracle;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.RecordBatch;
import dev.sluice.sql.plan.PlannedQuery;
import dev.sluice.sql.plan.Planner;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.script.Script;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.stream.EventTimes;
import dev.sluice.sql.stream.SqlPipeline;
import dev.sluice.sql.table.SqlTable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.calcite.sql.SqlNode;
import org.apache.flink.sql.parser.ddl.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.SqlCreateView;

/** What our own engine answers, on DirectRunner: many queries in one pipeline, because each pipeline takes its time to start. */
final class OurAnswers {

    /** What came out of the pipelines of this JVM, by names of their own. */
    private static final Map<String, Queue<Object>> OUTPUTS = new ConcurrentHashMap<>();

    private OurAnswers() {}

    /** Plans a case. */
    static PlannedQuery plan(OracleCase asked) throws Exception {
        Planner planner = new Planner();
        for (Statement statement : Script.parse(asked.script())) {
            SqlNode node = statement.node();
            if (node instanceof SqlCreateTable) {
                planner.add(SqlTable.of(statement, planner.types()));
            } else if (node instanceof SqlCreateView view) {
                planner.addView(
                        view.getViewName().toString(),
                        view.getQuery(),
                        view.getFieldList().getList().stream()
                                .map(Objects::toString)
                                .toList());
            } else {
                return planner.plan(node);
            }
        }
        throw new IllegalArgumentException(asked + ": expected a query, found none");
    }

    /** The answers to queries, by the names of their cases. */
    static Map<String, Answer> of(Map<String, PlannedQuery> queries) {
        Pipeline pipeline = Pipeline.create(PipelineOptionsFactory.create());
        SqlPipeline sql = SqlPipeline.of(pipeline, OurAnswers::read);
        queries.forEach((name, query) -> sql.rows(name, query).apply("Keep " + name, ParDo.of(new Keep<SqlRow>(name))));
        sql.letters().apply("Keep letters", ParDo.of(new Keep<DeadLetter>("letters")));
        OUTPUTS.clear();
        pipeline.run().waitUntilFinish();
        Queue<Object> letters = OUTPUTS.get("letters");
        if (letters != null) {
            throw new IllegalStateException("expected a row of each record, found letters: " + letters);
        }
        Map<String, Answer> answers = new LinkedHashMap<>();
        queries.forEach((name, query) -> answers.put(
                name,
                new Answer(
                        FlinkText.columns(query.rowType()),
                        OUTPUTS.getOrDefault(name, new ConcurrentLinkedQueue<>()).stream()
                                .map(row -> FlinkText.row(((SqlRow) row).values(), query.rowType()))
                                .toList())));
        return answers;
    }

    private static PTransform<PBegin, PCollection<RecordBatch>> read(Step.Scan scan) {
        SqlTable table = scan.table();
        Duration delay =
                table.watermark() == null ? Duration.ZERO : table.watermark().delay();
        String file = Objects.requireNonNull(table.definition().stream().setting("files"));
        return Read.from(new LineSource(file, EventTimes.of(scan), delay));
    }

    private static final class Keep<T> extends DoFn<T, Void> {

        private final String name;

        Keep(String name) {
            this.name = name;
        }

        @ProcessElement
        public void keep(@Element T element) {
            OUTPUTS.computeIfAbsent(name, key -> new ConcurrentLinkedQueue<>()).add(element);
        }
    }
}
