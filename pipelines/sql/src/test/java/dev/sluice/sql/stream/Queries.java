package dev.sluice.sql.stream;

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
import org.apache.beam.sdk.testing.TestStream;
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
    private final List<PlannedQuery> queries = new ArrayList<>();

    private Queries() {}

    static Queries of(String script) throws InvalidScriptException {
        Queries all = new Queries();
        for (Statement statement : Script.parse(script)) {
            if (statement.node() instanceof SqlCreateTable) {
                all.planner.add(SqlTable.of(statement, all.planner.types()));
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

    PCollection<SqlRow> rows(Pipeline pipeline, Input... inputs) {
        Map<String, List<String>> byTable = new HashMap<>();
        for (Input input : inputs) {
            byTable.put(input.table(), input.lines());
        }
        return SqlPipeline.of(
                        pipeline, scan -> stream(scan, byTable.get(scan.table().name())))
                .rows("query", query());
    }

    private static PTransform<PBegin, PCollection<RecordBatch>> stream(Step.Scan scan, List<String> lines) {
        EventTime time = EventTimes.of(scan);
        TestStream.Builder<RecordBatch> stream = TestStream.create(RecordBatchCoder.of());
        int position = 0;
        for (String line : lines) {
            if (line.startsWith("--")) {
                stream = stream.advanceWatermarkTo(
                        joda(Instant.parse("2020-04-16T" + line.substring(2).strip() + "Z")));
            } else {
                RecordBatch batch = batch(line, position++, time);
                stream = stream.addElements(TimestampedValue.of(batch, joda(batch.timestamp())));
            }
        }
        return stream.advanceWatermarkToInfinity();
    }

    private static org.joda.time.Instant joda(Instant instant) {
        return org.joda.time.Instant.ofEpochMilli(instant.toEpochMilli());
    }

    private static RecordBatch batch(String payload, int position, EventTime time) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        RecordBatch.Builder batch = RecordBatch.Builder.of("test", time != null);
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
