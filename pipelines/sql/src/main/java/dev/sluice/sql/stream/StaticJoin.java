package dev.sluice.sql.stream;

import dev.sluice.record.DeadLetter;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.row.SqlRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.calcite.rel.core.JoinRelType;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step that gives the rows of its elements beside the rows of a table, which each worker holds in memory. The runner keeps elements back
 * until the whole table has been read; it does not change after that.
 */
final class StaticJoin<T> extends DoFn<T, SqlRow> {

    private final RowReader<T> reader;
    private final PCollectionView<Iterable<SqlRow>> side;
    private final JoinKeys rowKeys;
    private final JoinKeys tableKeys;
    private final RowPairs pairs;
    private final JoinRelType type;
    private final boolean tableFirst;

    private transient @Nullable Map<SqlRow, List<SqlRow>> table;

    StaticJoin(RowReader<T> reader, PCollectionView<Iterable<SqlRow>> side, Step.StaticJoin join) {
        this.reader = reader;
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

    @Setup
    public void open() {
        reader.open();
    }

    @ProcessElement
    public void process(ProcessContext context) {
        reader.read(context.element(), context.timestamp().getMillis(), new RowReader.Rows() {
            @Override
            public void row(@Nullable Object[] row, long millis) {
                for (@Nullable Object[] joined : join(row, table(context))) {
                    context.outputWithTimestamp(ReadRows.ROWS, new SqlRow(joined), Instant.ofEpochMilli(millis));
                }
            }

            @Override
            public void letter(DeadLetter letter) {
                context.output(ReadRows.LETTERS, letter);
            }
        });
    }

    private Map<SqlRow, List<SqlRow>> table(ProcessContext context) {
        Map<SqlRow, List<SqlRow>> known = table;
        if (known == null) {
            known = new HashMap<>();
            for (SqlRow row : context.sideInput(side)) {
                SqlRow key = tableKeys.of(row.values());
                if (tableKeys.canMatch(key)) {
                    known.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
                }
            }
            table = known;
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

    /** A row may be older than what it was read of: then it is late, and windows see to that. */
    @Override
    @SuppressWarnings("deprecation") // the way that replaces it is for timestamps of elements to come alone
    public Duration getAllowedTimestampSkew() {
        return Duration.millis(Long.MAX_VALUE);
    }
}
