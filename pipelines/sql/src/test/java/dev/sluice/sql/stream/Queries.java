package dev.sluice.sql.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.EventTime;
import dev.sluice.record.Position;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordBatchCoder;
import dev.sluice.sql.plan.PlannedQuery;
import dev.sluice.sql.plan.Planner;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Script;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.table.SqlTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.apache.flink.sql.parser.ddl.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.SqlCreateView;

/** Runs a script's query over payloads that come as a test says. */
final class Queries {

    /** One payload after the other: a line is a record, {@code -- 12:00:05} says that the watermark comes there. */
    record Input(String table, List<String> lines) {}

    private final Planner planner = new Planner();
    private final Map<String, SqlTable> tables = new HashMap<>();
    private final List<PlannedQuery> queries = new ArrayList<>();

    private Queries() {}

    static Queries of(String script) throws InvalidScriptException {
        Queries all = new Queries();
        for (Statement statement : Script.parse(script)) {
            if (statement.node() instanceof SqlCreateTable) {
                SqlTable table = SqlTable.of(statement, all.planner.types());
                all.planner.add(table);
                all.tables.put(table.name(), table);
            } else if (statement.node() instanceof SqlCreateView view) {
                all.planner.addView(
                        view.getViewName().getSimple(),
                        view.getQuery(),
                        view.getFieldList().getList().stream()
                                .map(Object::toString)
                                .toList());
            } else {
                all.queries.add(all.planner.plan(statement.node()));
            }
        }
        return all;
    }

    PlannedQuery query() {
        return queries.get(queries.size() - 1);
    }

    PCollection<SqlRow> rows(Pipeline pipeline, Input input) {
        return results(pipeline, input).rows();
    }

    Results results(Pipeline pipeline, Input input) {
        SqlPipeline sql = pipeline(
                pipeline,
                input.lines().stream()
                        .map(line -> line.startsWith("--") ? line : input.table() + " " + line)
                        .toList());
        return new Results(sql, sql.rows("query", query()));
    }

    /** The rows of the query, and of what is asked for beside it. */
    final class Results {

        private final SqlPipeline sql;
        private final PCollection<SqlRow> rows;

        private Results(SqlPipeline sql, PCollection<SqlRow> rows) {
            this.sql = sql;
            this.rows = rows;
        }

        PCollection<SqlRow> rows() {
            return rows;
        }

        /** The rows of a table that were late, as another one takes them. */
        PCollection<SqlRow> late(String table, String into) throws InvalidScriptException {
            return sql.rows(
                    "late",
                    planner.planLateRows(tables.get(table), tables.get(into)).query());
        }
    }

    /** Inputs whose watermarks are their own; {@code -- idle} says that one holds it no more. */
    PCollection<SqlRow> rows(Pipeline pipeline, Input first, Input second) {
        return SqlPipeline.of(
                        pipeline, scan -> stream(scan, scan.table().name().equals(first.table()) ? first : second))
                .rows("query", query());
    }

    private static TestStream<RecordBatch> stream(Step.Scan scan, Input input) {
        EventTime time = EventTimes.of(scan);
        TestStream.Builder<RecordBatch> stream = TestStream.create(RecordBatchCoder.of());
        for (int i = 0; i < input.lines().size(); i++) {
            String line = input.lines().get(i);
            if (line.equals("-- idle")) {
                break;
            }
            if (line.startsWith("--")) {
                stream = stream.advanceWatermarkTo(at(line));
            } else {
                RecordBatch batch = batch(input.table(), line, i, time);
                stream = stream.addElements(TimestampedValue.of(batch, joda(batch.timestamp())));
            }
        }
        return stream.advanceWatermarkToInfinity();
    }

    private static org.joda.time.Instant at(String line) {
        return joda(Instant.parse("2020-04-16T" + line.substring(2).strip() + "Z"));
    }

    /** Payloads of several tables, each behind its table's name; those of one that does not flow are there at once. */
    PCollection<SqlRow> rows(Pipeline pipeline, List<String> lines) {
        return pipeline(pipeline, lines).rows("query", query());
    }

    private SqlPipeline pipeline(Pipeline pipeline, List<String> lines) {
        Map<String, EventTime> times = new HashMap<>();
        Map<String, List<RecordBatch>> still = new HashMap<>();
        for (Step.Scan scan : query().scans()) {
            times.put(scan.table().name(), EventTimes.of(scan));
            if (scan.table().isStatic()) {
                still.put(scan.table().name(), new ArrayList<>());
            }
        }
        TestStream.Builder<RecordBatch> stream = TestStream.create(RecordBatchCoder.of());
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("--")) {
                stream = stream.advanceWatermarkTo(at(line));
                continue;
            }
            String table = line.substring(0, line.indexOf(' '));
            RecordBatch batch = batch(table, line.substring(table.length() + 1), i, times.get(table));
            if (still.containsKey(table)) {
                still.get(table).add(batch);
            } else {
                stream = stream.addElements(TimestampedValue.of(batch, joda(batch.timestamp())));
            }
        }
        PCollection<RecordBatch> flowing = pipeline.apply("Flow", stream.advanceWatermarkToInfinity());
        return SqlPipeline.of(pipeline, scan -> new Source(scan.table().name(), still, flowing));
    }

    /** Runs the script's query over payloads, as {@link #rows(Pipeline, List)} takes them, and compares its rows. */
    static void check(TestPipeline pipeline, String script, List<String> lines, String... expected) throws Exception {
        PAssert.that(of(script).rows(pipeline, lines)).satisfies(all -> {
            List<String> found = new ArrayList<>();
            all.forEach(row -> found.add(row.toString()));
            assertThat(found).containsExactlyInAnyOrder(expected);
            return null;
        });
        pipeline.run();
    }

    private static final class Source extends PTransform<PBegin, PCollection<RecordBatch>> {

        private final String table;
        private final transient Map<String, List<RecordBatch>> still;
        private final transient PCollection<RecordBatch> flowing;

        Source(String table, Map<String, List<RecordBatch>> still, PCollection<RecordBatch> flowing) {
            this.table = table;
            this.still = still;
            this.flowing = flowing;
        }

        @Override
        public PCollection<RecordBatch> expand(PBegin begin) {
            String name = table;
            return still.containsKey(table)
                    ? begin.apply(Create.of(still.get(table)).withCoder(RecordBatchCoder.of()))
                    : flowing.apply(Filter.by(batch -> batch.source().equals(name)));
        }
    }

    private static org.joda.time.Instant joda(Instant instant) {
        return org.joda.time.Instant.ofEpochMilli(instant.toEpochMilli());
    }

    private static RecordBatch batch(String table, String payload, int position, EventTime time) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        RecordBatch.Builder batch = RecordBatch.Builder.of(table, time != null);
        batch.add(
                "0",
                Position.offset(position - 1),
                Position.offset(position),
                0,
                null,
                Map.of(),
                bytes,
                time == null ? null : time.of(bytes));
        return batch.build(Instant.EPOCH, Instant.EPOCH);
    }
}
