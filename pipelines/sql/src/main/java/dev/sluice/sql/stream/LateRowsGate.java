package dev.sluice.sql.stream;

import dev.sluice.sql.plan.Step;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.row.SqlRowCoder;
import dev.sluice.sql.table.SqlColumn;
import dev.sluice.sql.table.SqlTable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.util.ImmutableBitSet;

/** Where the rows of tables are parted from those that are late, before windows take them; asked for by tables that say where late ones go. */
final class LateRowsGate {

    private final Lateness lateness;
    private final String query;

    /** @param query before whose windows it stands, for dead letters */
    LateRowsGate(Lateness lateness, String query) {
        this.lateness = lateness;
        this.query = query;
    }

    /**
     * What is done to the rows of a table before they come to windows.
     *
     * @param steps from the last one to the first
     */
    record Branch(Step.Scan scan, List<Step> steps) {

        SqlTable table() {
            return scan.table();
        }

        /** The same read, of all columns. */
        Step.Scan wholeScan() {
            return new Step.Scan(
                    scan.table(),
                    scan.columns(),
                    ImmutableBitSet.range(scan.table().columns().size()));
        }

        List<Integer> physical() {
            List<SqlColumn> columns = table().columns();
            return IntStream.range(0, columns.size())
                    .filter(i -> columns.get(i) instanceof SqlColumn.Physical)
                    .boxed()
                    .toList();
        }

        SqlRowCoder physicalCoder() {
            List<RelDataType> types = scan.rowType().getFieldList().stream()
                    .map(RelDataTypeField::getType)
                    .toList();
            return SqlRowCoder.of(physical().stream().map(types::get).toList());
        }
    }

    /** Whether a table among those whose rows these are wants its late ones, and they are rows of tables. */
    static boolean isAsked(Step input) {
        List<Branch> branches = branches(input);
        return branches.stream().anyMatch(branch -> branch.table().lateRows().isPresent());
    }

    /** The tables whose rows these are, one by one; none where rows of tables have met before. */
    static List<Branch> branches(Step input) {
        List<Branch> branches = new ArrayList<>();
        return collect(input, List.of(), branches) ? branches : List.of();
    }

    private static boolean collect(Step step, List<Step> above, List<Branch> branches) {
        if (step instanceof Step.Scan scan) {
            return branches.add(new Branch(scan, above));
        }
        if (step instanceof Step.Union union) {
            return union.inputs().stream().allMatch(input -> collect(input, above, branches));
        }
        if (step instanceof Step.Compute || step instanceof Step.Windows || step instanceof Step.Sessions) {
            List<Step> with = new ArrayList<>(above);
            if (!(step instanceof Step.Sessions)) {
                with.add(step);
            }
            return collect(step.inputs().get(0), with, branches);
        }
        return false;
    }

    /** Parts the rows of a table. */
    PTransform<PCollection<SqlRow>, PCollectionTuple> of(Branch branch) {
        RowReader<SqlRow> reader = new ElementRows(query);
        for (int i = branch.steps().size() - 1; i >= 0; i--) {
            if (branch.steps().get(i) instanceof Step.Compute compute) {
                reader = new ComputedRows<>(reader, compute.condition(), compute.projections());
            } else if (branch.steps().get(i) instanceof Step.Windows windows) {
                reader = new WindowedRows<>(reader, windows.windowing(), windows.time());
            }
        }
        return new Part(
                new LateRows(reader, lateness, branch.physical()),
                SqlRowCoder.of(branch.scan().rowType()));
    }

    private static final class Part extends PTransform<PCollection<SqlRow>, PCollectionTuple> {

        private final transient LateRows late;
        private final transient SqlRowCoder rows;

        Part(LateRows late, SqlRowCoder rows) {
            this.late = late;
            this.rows = rows;
        }

        @Override
        public PCollectionTuple expand(PCollection<SqlRow> all) {
            return all.apply("Shard", ParDo.of(new LateRows.Shard()))
                    .setCoder(KvCoder.of(VarIntCoder.of(), rows))
                    .apply(
                            "Part",
                            ParDo.of(late)
                                    .withOutputTags(
                                            LateRows.IN_TIME,
                                            TupleTagList.of(LateRows.LATE).and(ReadRows.LETTERS)));
        }
    }
}
