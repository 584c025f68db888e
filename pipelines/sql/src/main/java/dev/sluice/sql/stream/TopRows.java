package dev.sluice.sql.stream;

import dev.sluice.sql.plan.Step;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.row.SqlRowCoder;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/** The first rows of each window and key, in their order, with their places; when the window has ended. */
final class TopRows extends PTransform<PCollection<SqlRow>, PCollection<SqlRow>> {

    private final transient Step.TopN step;

    TopRows(Step.TopN step) {
        this.step = step;
    }

    @Override
    public PCollection<SqlRow> expand(PCollection<SqlRow> rows) {
        List<RelDataType> types = step.input().rowType().getFieldList().stream()
                .map(RelDataTypeField::getType)
                .toList();
        Coder<SqlRow> keys =
                SqlRowCoder.of(step.partition().stream().map(types::get).toList());
        Coder<List<SqlRow>> lists = ListCoder.of(SqlRowCoder.of(types));
        return rows.apply("Key", ParDo.of(new Key(step.partition())))
                .setCoder(KvCoder.of(keys, SqlRowCoder.of(types)))
                .apply(
                        "Windows",
                        Windowed.allowing(new GivenWindows(), Lateness.of(step).allowance()))
                .apply("First rows", Combine.perKey(new First(new RowOrder(step.order()), step.most(), lists)))
                .setCoder(KvCoder.of(keys, lists))
                .apply("Places", ParDo.of(new Places(step.rank(), step.rowType().getFieldCount())))
                .setCoder(SqlRowCoder.of(step.rowType()))
                .apply("Out of windows", Windowed.out());
    }

    private static final class Key extends DoFn<SqlRow, KV<SqlRow, SqlRow>> {

        private final List<Integer> columns;

        Key(List<Integer> columns) {
            this.columns = List.copyOf(columns);
        }

        @ProcessElement
        public void process(@Element SqlRow row, OutputReceiver<KV<SqlRow, SqlRow>> keyed) {
            keyed.output(KV.of(row.of(columns), row));
        }
    }

    /** Compares rows by columns; NULL has a place, too. */
    private static final class RowOrder implements Comparator<SqlRow>, Serializable {

        private final List<Step.SortKey> keys;

        RowOrder(List<Step.SortKey> keys) {
            this.keys = List.copyOf(keys);
        }

        @Override
        public int compare(SqlRow a, SqlRow b) {
            for (Step.SortKey key : keys) {
                int order = compare(a.value(key.column()), b.value(key.column()), key);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }

        @SuppressWarnings("unchecked") // a column's values are of one class
        private static int compare(@Nullable Object a, @Nullable Object b, Step.SortKey key) {
            if (a == null || b == null) {
                int order = Boolean.compare(a == null, b == null);
                return key.nullsFirst() ? -order : order;
            }
            int order = ((Comparable<Object>) a).compareTo(b);
            return key.descending() ? -order : order;
        }
    }

    /** Keeps rows sorted, those that came first before those that are equal to them. */
    private static final class First extends Combine.CombineFn<SqlRow, List<SqlRow>, List<SqlRow>> {

        private final RowOrder order;
        private final int most;
        private final Coder<List<SqlRow>> lists;

        First(RowOrder order, int most, Coder<List<SqlRow>> lists) {
            this.order = order;
            this.most = most;
            this.lists = lists;
        }

        @Override
        public List<SqlRow> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public List<SqlRow> addInput(List<SqlRow> first, SqlRow row) {
            int place = first.size();
            while (place > 0 && order.compare(row, first.get(place - 1)) < 0) {
                place--;
            }
            if (place == most) {
                return first;
            }
            List<SqlRow> with = new ArrayList<>(first);
            with.add(place, row);
            return with.size() > most ? new ArrayList<>(with.subList(0, most)) : with;
        }

        @Override
        public List<SqlRow> mergeAccumulators(Iterable<List<SqlRow>> all) {
            List<SqlRow> merged = new ArrayList<>();
            for (List<SqlRow> some : all) {
                for (SqlRow row : some) {
                    merged = addInput(merged, row);
                }
            }
            return merged;
        }

        @Override
        public List<SqlRow> extractOutput(List<SqlRow> first) {
            return first;
        }

        @Override
        public Coder<List<SqlRow>> getAccumulatorCoder(CoderRegistry registry, Coder<SqlRow> input) {
            return lists;
        }
    }

    private static final class Places extends DoFn<KV<SqlRow, List<SqlRow>>, SqlRow> {

        private final int rank;
        private final int width;

        Places(int rank, int width) {
            this.rank = rank;
            this.width = width;
        }

        @ProcessElement
        public void process(@Element KV<SqlRow, List<SqlRow>> first, OutputReceiver<SqlRow> rows) {
            long place = 0;
            for (SqlRow row : first.getValue()) {
                @Nullable Object[] values = Arrays.copyOf(row.values(), width);
                place++;
                values[rank] = place;
                rows.output(new SqlRow(values));
            }
        }
    }
}
