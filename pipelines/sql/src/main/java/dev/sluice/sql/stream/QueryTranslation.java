package dev.sluice.sql.stream;

import dev.sluice.record.DeadLetter;
import dev.sluice.record.DeadLetterCoder;
import dev.sluice.record.RecordBatch;
import dev.sluice.sql.aggregate.Accumulators;
import dev.sluice.sql.plan.JoinCondition;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.plan.Windowing;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.row.SqlRowCoder;
import dev.sluice.sql.table.SqlTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.io.Read;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.calcite.rel.type.RelDataType;
import org.joda.time.Duration;

/**
 * Makes Beam transforms of the steps of one query. Steps that look at one row alone become part of the reader that takes an element apart; a
 * transform is made where rows have to meet.
 */
final class QueryTranslation {

    /** The tables of all queries. */
    interface Tables {
        /** Reads a table, once for all queries. */
        PCollection<RecordBatch> read(Step.Scan scan);

        /** Takes rows of a table that are late for a query. */
        void late(SqlTable table, PCollection<SqlRow> rows);

        /** Those of the queries that were translated before. */
        PCollection<SqlRow> late(Step.Late late);
    }

    private final Pipeline pipeline;
    private final String name;
    private final Tables tables;
    private final List<PCollection<DeadLetter>> letters = new ArrayList<>();
    private int transforms;

    /** @param name of the query, before the names of its transforms */
    QueryTranslation(Pipeline pipeline, String name, Tables tables) {
        this.pipeline = pipeline;
        this.name = name;
        this.tables = tables;
    }

    /** Records that had no row, or whose row had no value for something that was asked of it. */
    List<PCollection<DeadLetter>> letters() {
        return letters;
    }

    /** The rows of a query. */
    PCollection<SqlRow> rows(Step query) {
        return rows(flow(query));
    }

    private RowFlow<?> flow(Step step) {
        if (step instanceof Step.Scan scan) {
            return new RowFlow<>(tables.read(scan), BatchRows.of(scan), scan.rowType());
        }
        if (step instanceof Step.Compute compute) {
            Step.Compute merged = Choices.merged(compute);
            return compute(flow(merged.input()), merged);
        }
        if (step instanceof Step.Windows windows) {
            return windows(flow(windows.input()), windows);
        }
        if (step instanceof Step.Aggregate whole) {
            Step.Aggregate aggregate = Choices.without(whole);
            boolean parts = LateRowsGate.isAsked(aggregate.input());
            RowFlow<?> input = parts ? inTime(aggregate.input(), Lateness.of(aggregate)) : flow(aggregate.input());
            return of(
                    aggregate.windowing() instanceof Windowing.Session
                            ? sessions(input, aggregate, parts)
                            : aggregate(input, aggregate, parts),
                    step.rowType());
        }
        if (step instanceof Step.TopN top) {
            RowFlow<?> input =
                    LateRowsGate.isAsked(top.input()) ? inTime(top.input(), Lateness.of(top)) : flow(top.input());
            return of(rows(input).apply(named("First rows"), new TopRows(top)), step.rowType());
        }
        if (step instanceof Step.Union union) {
            return of(union(union), step.rowType());
        }
        if (step instanceof Step.StaticJoin join) {
            return withTable(flow(join.input()), join);
        }
        if (step instanceof Step.WindowJoin join) {
            return of(windowJoin(join), step.rowType());
        }
        if (step instanceof Step.IntervalJoin join) {
            return of(intervalJoin(join), step.rowType());
        }
        if (step instanceof Step.Constants constants) {
            return of(constants(constants), step.rowType());
        }
        if (step instanceof Step.Late late) {
            return of(tables.late(late), step.rowType());
        }
        throw new IllegalStateException("not a step that can be taken by itself: " + step);
    }

    private RowFlow<SqlRow> of(PCollection<SqlRow> rows, RelDataType type) {
        return new RowFlow<>(rows, new ElementRows(name), type);
    }

    private static <T> RowFlow<T> compute(RowFlow<T> input, Step.Compute compute) {
        return input.with(
                new ComputedRows<>(input.reader(), compute.condition(), compute.projections()), compute.rowType());
    }

    private static <T> RowFlow<T> windows(RowFlow<T> input, Step.Windows windows) {
        return input.with(new WindowedRows<>(input.reader(), windows.windowing(), windows.time()), windows.rowType());
    }

    private <T> PCollection<SqlRow> rows(RowFlow<T> flow) {
        PCollectionTuple read = flow.elements()
                .apply(
                        named("Rows"),
                        ParDo.of(new ReadRows<>(flow.reader()))
                                .withSideInputs(flow.tables())
                                .withOutputTags(ReadRows.ROWS, TupleTagList.of(ReadRows.LETTERS)));
        keep(read);
        return read.get(ReadRows.ROWS).setCoder(SqlRowCoder.of(flow.type()));
    }

    /** What is not late for windows, which are asked of nothing else then. */
    private RowFlow<SqlRow> inTime(Step input, Lateness lateness) {
        LateRowsGate gate = new LateRowsGate(lateness, name);
        List<PCollection<SqlRow>> inTime = new ArrayList<>();
        for (LateRowsGate.Branch branch : LateRowsGate.branches(input)) {
            PCollection<SqlRow> rows = rows(flow(branch.wholeScan()));
            PCollectionTuple parted = rows.apply(named("Late rows"), gate.of(branch));
            keep(parted);
            inTime.add(parted.get(LateRows.IN_TIME).setCoder(SqlRowCoder.of(input.rowType())));
            tables.late(branch.table(), parted.get(LateRows.LATE).setCoder(branch.physicalCoder()));
        }
        return of(
                inTime.size() == 1
                        ? inTime.get(0)
                        : PCollectionList.of(inTime)
                                .apply(named("In time"), Flatten.pCollections())
                                .setCoder(SqlRowCoder.of(input.rowType())),
                input.rowType());
    }

    private <T> PCollection<SqlRow> aggregate(RowFlow<T> input, Step.Aggregate aggregate, boolean inTime) {
        PCollectionTuple groups = input.elements()
                .apply(
                        named("Aggregate batches"),
                        ParDo.of(new PreAggregate<>(input.reader(), aggregate))
                                .withSideInputs(input.tables())
                                .withOutputTags(PreAggregate.GROUPS, TupleTagList.of(ReadRows.LETTERS)));
        keep(groups);
        return groups.get(PreAggregate.GROUPS)
                .setCoder(KvCoder.of(keys(input.type(), aggregate), Accumulators.coder(aggregate.calls())))
                .apply(named("Aggregate"), new WindowAggregate(aggregate, inTime));
    }

    private <T> PCollection<SqlRow> sessions(RowFlow<T> input, Step.Aggregate aggregate, boolean inTime) {
        PCollectionTuple sessions = input.elements()
                .apply(
                        named("Aggregate batches"),
                        ParDo.of(new PreAggregateSessions<>(input.reader(), aggregate))
                                .withSideInputs(input.tables())
                                .withOutputTags(PreAggregateSessions.SESSIONS, TupleTagList.of(ReadRows.LETTERS)));
        keep(sessions);
        return sessions.get(PreAggregateSessions.SESSIONS)
                .setCoder(KvCoder.of(
                        keys(input.type(), aggregate), new Session.SessionCoder(Accumulators.coder(aggregate.calls()))))
                .apply(named("Aggregate"), new SessionAggregate(aggregate, inTime));
    }

    /** Of the key's columns, and before them the window's where rows say it. */
    private static Coder<SqlRow> keys(RelDataType rows, Step.Aggregate aggregate) {
        List<Integer> columns = new ArrayList<>();
        if (aggregate.windowing() instanceof Windowing.Given given) {
            columns.add(given.start());
            columns.add(given.end());
        }
        columns.addAll(aggregate.keys());
        return SqlRowCoder.of(
                columns.stream().map(i -> rows.getFieldList().get(i).getType()).toList());
    }

    private PCollection<SqlRow> constants(Step.Constants constants) {
        return pipeline.apply(
                named("Constants"), Read.from(ConstantRows.of(constants.rows(), SqlRowCoder.of(constants.rowType()))));
    }

    private PCollection<SqlRow> union(Step.Union union) {
        List<PCollection<SqlRow>> inputs =
                union.inputs().stream().map(this::rows).collect(Collectors.toList());
        return PCollectionList.of(inputs)
                .apply(named("Union"), Flatten.pCollections())
                .setCoder(SqlRowCoder.of(union.rowType()));
    }

    private <T> RowFlow<T> withTable(RowFlow<T> input, Step.StaticJoin join) {
        PCollectionView<Iterable<SqlRow>> table = rows(flow(join.table()))
                .apply(
                        named("Whole table"),
                        Window.<SqlRow>configure()
                                .triggering(AfterWatermark.pastEndOfWindow()) // a side that never ends has no default
                                .withAllowedLateness(Duration.ZERO)
                                .discardingFiredPanes())
                .apply(named("Table"), View.asIterable());
        return input.with(new JoinedRows<>(input.reader(), table, join, name), join.rowType(), table);
    }

    private PCollection<SqlRow> windowJoin(Step.WindowJoin join) {
        List<RelDataType> keyTypes = new ArrayList<>();
        for (int column : List.of(join.leftWindow().start(), join.leftWindow().end())) {
            keyTypes.add(join.left().rowType().getFieldList().get(column).getType());
        }
        join.condition().keys().forEach(key -> keyTypes.add(key.type()));
        PCollectionTuple joined = KeyedPCollectionTuple.of(
                        WindowJoin.LEFT,
                        windowed(
                                keyed(flow(join.left()), JoinKeys.left(join.leftWindow(), join.condition()), keyTypes)))
                .and(
                        WindowJoin.RIGHT,
                        windowed(keyed(
                                flow(join.right()), JoinKeys.right(join.rightWindow(), join.condition()), keyTypes)))
                .apply(named("Group"), CoGroupByKey.create())
                .apply(
                        named("Join"),
                        ParDo.of(new WindowJoin(join, name))
                                .withOutputTags(ReadRows.ROWS, TupleTagList.of(ReadRows.LETTERS)));
        letters.add(joined.get(ReadRows.LETTERS)
                .setCoder(DeadLetterCoder.of())
                .apply(named("Letters out of windows"), Windowed.out()));
        return joined.get(ReadRows.ROWS)
                .setCoder(SqlRowCoder.of(join.rowType()))
                .apply(named("Out of windows"), Windowed.out());
    }

    private PCollection<SqlRow> intervalJoin(Step.IntervalJoin join) {
        List<RelDataType> keyTypes =
                join.condition().keys().stream().map(JoinCondition.Key::type).toList();
        Coder<KV<SqlRow, SidedRow>> sided = KvCoder.of(
                SqlRowCoder.of(keyTypes),
                new SidedRow.SidedRowCoder(
                        SqlRowCoder.of(join.left().rowType()),
                        SqlRowCoder.of(join.right().rowType())));
        PCollection<KV<SqlRow, SidedRow>> left = keyed(flow(join.left()), JoinKeys.left(join.condition()), keyTypes)
                .apply(named("Left"), ParDo.of(new SidedRow.Of(true)))
                .setCoder(sided);
        PCollection<KV<SqlRow, SidedRow>> right = keyed(flow(join.right()), JoinKeys.right(join.condition()), keyTypes)
                .apply(named("Right"), ParDo.of(new SidedRow.Of(false)))
                .setCoder(sided);
        PCollectionTuple joined = PCollectionList.of(left)
                .and(right)
                .apply(named("Both"), Flatten.pCollections())
                .setCoder(sided)
                .apply(
                        named("Join"),
                        ParDo.of(new IntervalJoin(join, name))
                                .withOutputTags(ReadRows.ROWS, TupleTagList.of(ReadRows.LETTERS)));
        keep(joined);
        return joined.get(ReadRows.ROWS).setCoder(SqlRowCoder.of(join.rowType()));
    }

    private PCollection<KV<SqlRow, SqlRow>> windowed(PCollection<KV<SqlRow, SqlRow>> keyed) {
        return keyed.apply(named("Windows"), Windowed.into(new GivenWindows()));
    }

    private <T> PCollection<KV<SqlRow, SqlRow>> keyed(RowFlow<T> flow, JoinKeys keys, List<RelDataType> types) {
        PCollectionTuple keyed = flow.elements()
                .apply(
                        named("Key"),
                        ParDo.of(new KeyRows<>(flow.reader(), keys))
                                .withSideInputs(flow.tables())
                                .withOutputTags(KeyRows.KEYED, TupleTagList.of(ReadRows.LETTERS)));
        keep(keyed);
        return keyed.get(KeyRows.KEYED).setCoder(KvCoder.of(SqlRowCoder.of(types), SqlRowCoder.of(flow.type())));
    }

    private void keep(PCollectionTuple read) {
        letters.add(read.get(ReadRows.LETTERS).setCoder(DeadLetterCoder.of()));
    }

    /** A name that is the same whenever the same query is translated. */
    private String named(String what) {
        transforms++;
        return name + "/" + transforms + " " + what;
    }
}
