package dev.sluice.sql.stream;

import dev.sluice.sql.expression.EvaluationException;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.row.SqlRow;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.calcite.rel.core.JoinRelType;
import org.jspecify.annotations.Nullable;

/** A step that joins the rows of a window and key, which are all there. It holds them in memory. */
final class WindowJoin extends DoFn<KV<SqlRow, CoGbkResult>, SqlRow> {

    static final TupleTag<SqlRow> LEFT = new TupleTag<>("left");
    static final TupleTag<SqlRow> RIGHT = new TupleTag<>("right");

    private final JoinKeys keys;
    private final RowPairs pairs;
    private final JoinRelType type;
    private final String query;

    /** @param query what it is a part of, for dead letters */
    WindowJoin(Step.WindowJoin join, String query) {
        keys = JoinKeys.left(join.leftWindow(), join.condition());
        pairs = RowPairs.of(join.left(), join.right(), join.condition());
        type = join.type();
        this.query = query;
    }

    @ProcessElement
    public void process(@Element KV<SqlRow, CoGbkResult> group, MultiOutputReceiver out) {
        boolean canMatch = keys.canMatch(group.getKey());
        List<SqlRow> rights = new ArrayList<>();
        group.getValue().getAll(RIGHT).forEach(rights::add);
        BitSet matched = new BitSet(rights.size());
        for (SqlRow left : group.getValue().getAll(LEFT)) {
            try {
                join(left.values(), canMatch ? rights : List.of(), matched)
                        .forEach(row -> out.get(ReadRows.ROWS).output(new SqlRow(row)));
            } catch (EvaluationException e) {
                out.get(ReadRows.LETTERS)
                        .output(ElementRows.letter(left.values(), query, String.valueOf(e.getMessage())));
            }
        }
        if (type.generatesNullsOnLeft()) {
            for (int i = matched.nextClearBit(0); i < rights.size(); i = matched.nextClearBit(i + 1)) {
                out.get(ReadRows.ROWS)
                        .output(new SqlRow(pairs.right(rights.get(i).values())));
            }
        }
    }

    /** What becomes of a left row. */
    private List<@Nullable Object[]> join(@Nullable Object[] left, List<SqlRow> rights, BitSet matched) {
        List<@Nullable Object[]> found = new ArrayList<>();
        for (int i = 0; i < rights.size(); i++) {
            @Nullable Object @Nullable [] pair = pairs.join(left, rights.get(i).values());
            if (pair != null && !type.projectsRight()) {
                return type == JoinRelType.SEMI ? List.<@Nullable Object[]>of(left) : List.of();
            }
            if (pair != null) {
                matched.set(i);
                found.add(pair);
            }
        }
        if (found.isEmpty() && type.generatesNullsOnRight()) {
            found.add(pairs.left(left));
        } else if (type == JoinRelType.ANTI) {
            found.add(left);
        }
        return found;
    }
}
