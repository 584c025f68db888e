package dev.sluice.sql.stream;

import dev.sluice.record.DeadLetter;
import dev.sluice.sql.expression.EvaluationException;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.row.SqlRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.calcite.rel.core.JoinRelType;
import org.jspecify.annotations.Nullable;

/**
 * Rows beside the rows of a table, which each worker holds in memory. The runner keeps elements back until the whole table has been read; it does
 * not change after that.
 */
final class JoinedRows<T> implements RowReader<T> {

    private final RowReader<T> input;
    private final PCollectionView<Iterable<SqlRow>> side;
    private final JoinKeys rowKeys;
    private final JoinKeys tableKeys;
    private final RowPairs pairs;
    private final JoinRelType type;
    private final boolean tableFirst;
    private final String query;

    private transient @Nullable Map<SqlRow, List<SqlRow>> table;

    /** @param query for dead letters of rows of the table that have no key: one from each worker */
    JoinedRows(RowReader<T> input, PCollectionView<Iterable<SqlRow>> side, Step.StaticJoin join, String query) {
        this.query = query;
        this.input = input;
        this.side = side;
        tableFirst = join.tableFirst();
        JoinKeys left = JoinKeys.left(join.condition());
        JoinKeys right = JoinKeys.right(join.condition());
        rowKeys = tableFirst ? right : left;
        tableKeys = tableFirst ? left : right;
        pairs = RowPairs.of(
                tableFirst ? join.table() : join.input(), tableFirst ? join.input() : join.table(), join.condition());
        type = join.type();
    }

    @Override
    public void open() {
        input.open();
    }

    @Override
    public void read(T element, long timestamp, Tables tables, Rows rows) {
        Map<SqlRow, List<SqlRow>> known = table(tables, rows);
        input.read(element, timestamp, tables, new Rows() {
            @Override
            public void row(@Nullable Object[] row, long millis) {
                for (@Nullable Object[] joined : join(row, known)) {
                    rows.row(joined, millis);
                }
            }

            @Override
            public void letter(DeadLetter letter) {
                rows.letter(letter);
            }
        });
    }

    private Map<SqlRow, List<SqlRow>> table(Tables tables, Rows rows) {
        Map<SqlRow, List<SqlRow>> known = table;
        if (known == null) {
            known = new HashMap<>();
            for (SqlRow row : tables.rows(side)) {
                try {
                    SqlRow key = tableKeys.of(row.values());
                    if (tableKeys.canMatch(key)) {
                        known.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
                    }
                } catch (EvaluationException e) {
                    rows.letter(ElementRows.letter(row.values(), query, String.valueOf(e.getMessage())));
                }
            }
            table = known; // whole, or not at all
        }
        return known;
    }

    private List<@Nullable Object[]> join(@Nullable Object[] row, Map<SqlRow, List<SqlRow>> known) {
        List<@Nullable Object[]> joined = new ArrayList<>();
        for (SqlRow partner : known.getOrDefault(rowKeys.of(row), List.of())) {
            @Nullable
            Object @Nullable [] pair =
                    tableFirst ? pairs.join(partner.values(), row) : pairs.join(row, partner.values());
            if (pair == null) {
                continue;
            }
            switch (type) {
                case ANTI -> {
                    return List.of();
                }
                case SEMI -> {
                    return List.<@Nullable Object[]>of(row);
                }
                default -> joined.add(pair);
            }
        }
        if (joined.isEmpty() && type == JoinRelType.LEFT) {
            joined.add(tableFirst ? pairs.right(row) : pairs.left(row));
        } else if (type == JoinRelType.ANTI) {
            joined.add(row);
        }
        return joined;
    }
}
