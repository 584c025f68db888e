package dev.sluice.sql.plan;

import dev.sluice.sql.expression.UnsupportedExpressionException;
import dev.sluice.sql.script.InvalidScriptException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.Uncollect;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * What is not run here, said at its place with what to write instead. A plan has no places: they are found in the query as it was written, by
 * what makes such a plan.
 */
final class Refusals {

    private static final String WINDOW_INSTEAD =
            "group by a window, such as GROUP BY TUMBLE(event_time, INTERVAL '1' MINUTE), or by window_start"
                    + " and window_end of TABLE(TUMBLE(TABLE t, DESCRIPTOR(event_time), INTERVAL '1' MINUTE))";

    private final SqlNode query;
    private final @Nullable SqlParserPos place;

    Refusals(SqlNode query) {
        this(query, null);
    }

    private Refusals(SqlNode query, @Nullable SqlParserPos place) {
        this.query = query;
        this.place = place;
    }

    /** Refusals of something that is known to stand at a place. */
    Refusals at(int line, int column) {
        return new Refusals(query, new SqlParserPos(line, column));
    }

    InvalidScriptException of(RelNode node) {
        if (node instanceof Sort sort
                && sort.getCollation().getFieldCollations().isEmpty()) {
            return limit();
        }
        if (node instanceof Sort) {
            return at(
                    SqlKind.ORDER_BY,
                    "a stream has no end to sort to: leave ORDER BY and LIMIT out, or take the first rows of each window by ROW_NUMBER()"
                            + " OVER (PARTITION BY window_start, window_end ORDER BY …)");
        }
        if (node instanceof Match) {
            return at(SqlKind.MATCH_RECOGNIZE, "MATCH_RECOGNIZE is not run here");
        }
        if (node instanceof Uncollect) {
            return at(SqlKind.UNNEST, "UNNEST is not run here: take elements by their place, such as readings[1]");
        }
        if (node instanceof SetOp) {
            return invalid(
                    setKeyword(),
                    "of the set operations UNION ALL alone is run on streams: the others would have to keep all rows for ever");
        }
        return invalid(Optional.empty(), "this is not run on streams: " + node.getRelTypeName());
    }

    /** @param right the steps of what is joined, whose tables tell one join from another */
    InvalidScriptException join(Join join, Step right) {
        if (!join.getJoinType().projectsRight()) {
            return invalid(
                    nestedQuery(),
                    "a query in IN or EXISTS would have to keep all rows of its stream for ever: ask a table that does not flow, or a stream"
                            + " in windows (… WHERE a.window_start = b.window_start AND a.window_end = b.window_end)");
        }
        return invalid(
                joinOf(right),
                "a join of streams would have to keep all of both for ever: join them in windows (ON … AND a.window_start = b.window_start"
                        + " AND a.window_end = b.window_end), or within an interval (ON … AND a.event_time BETWEEN b.event_time - INTERVAL"
                        + " '5' MINUTE AND b.event_time)");
    }

    InvalidScriptException unmatchedTable(Step right) {
        return invalid(
                joinOf(right),
                "which rows of a table no row of the stream belongs to is never known: ask for the rows of the stream, such as stream LEFT JOIN table");
    }

    InvalidScriptException systemTime() {
        return at(
                SqlKind.SNAPSHOT,
                "of a table there are no versions: expected FOR SYSTEM_TIME AS OF a clock, such as a column clock AS PROCTIME(), and a table that"
                        + " does not flow; a stream is joined in windows, or within an interval");
    }

    /** The join whose right side names the tables of these steps; else the first. */
    private Optional<SqlParserPos> joinOf(Step right) {
        List<String> tables = new PlannedQuery(right, "")
                .scans().stream().map(scan -> scan.table().name()).toList();
        return place(call ->
                        call instanceof SqlJoin join && names(join.getRight()).containsAll(tables))
                .or(() -> place(SqlJoin.class::isInstance));
    }

    private static Set<String> names(SqlNode node) {
        Set<String> names = new HashSet<>();
        node.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier identifier) {
                names.add(Util.last(identifier.names));
                return null;
            }
        });
        return names;
    }

    /** Of LIMIT where nobody shows the rows. */
    InvalidScriptException limit() {
        return at(
                SqlKind.ORDER_BY,
                "LIMIT ends a SELECT whose rows are shown, and stands at its very end: leave it out here, or take the first rows of each window"
                        + " by ROW_NUMBER() OVER (PARTITION BY window_start, window_end ORDER BY …)");
    }

    InvalidScriptException unwindowed() {
        return invalid(
                place(call -> call instanceof SqlSelect select
                                && (select.isDistinct()
                                        || (select.getGroup() != null && !isWindowed(select.getGroup()))))
                        .or(() -> place(SqlSelect.class::isInstance)),
                "an aggregate of a stream without windows never has a result: " + WINDOW_INSTEAD);
    }

    private static boolean isWindowed(SqlNodeList group) {
        String keys = group.toString().toLowerCase(java.util.Locale.ROOT);
        return (keys.contains("window_start") && keys.contains("window_end")) || keys.contains("$");
    }

    InvalidScriptException groupingSets() {
        return invalid(
                place(call -> call.getKind() == SqlKind.GROUPING_SETS
                        || call.getKind() == SqlKind.CUBE
                        || call.getKind() == SqlKind.ROLLUP),
                "GROUPING SETS, CUBE and ROLLUP are not run here: write a query for each grouping, joined by UNION ALL");
    }

    InvalidScriptException over() {
        return at(
                SqlKind.OVER,
                "of OVER the first rows of each window alone are run here: SELECT … FROM (SELECT *, ROW_NUMBER() OVER (PARTITION BY window_start,"
                        + " window_end ORDER BY …) AS n FROM …) WHERE n <= 3; for others " + WINDOW_INSTEAD);
    }

    InvalidScriptException sessions() {
        return invalid(
                place(call -> call.getOperator().isName(WindowOperators.SESSION, false)),
                "a session's rows can be counted and summed, but not be given one by one: GROUP BY window_start, window_end");
    }

    InvalidScriptException sessionKeys() {
        return invalid(
                place(call -> call.getOperator().isName(WindowOperators.SESSION, false)),
                "a session's rows are aggregated by what it is parted by: GROUP BY window_start, window_end and the columns of PARTITION BY,"
                        + " SESSION(TABLE t PARTITION BY key, DESCRIPTOR(event_time), INTERVAL '1' MINUTE)");
    }

    InvalidScriptException key(RelDataType type) {
        return invalid(
                place(call -> call instanceof SqlSelect select && select.getGroup() != null)
                        .or(() -> place(call -> call.getKind() == SqlKind.OVER)),
                "rows cannot be grouped or sorted by a " + type.getSqlTypeName()
                        + ": expected values such as m['key'] of it");
    }

    InvalidScriptException subQuery() {
        return invalid(
                nestedQuery(),
                "a query as a value, or in IN and EXISTS within other conditions, would have to be asked again with each row: join with it, or ask IN and"
                        + " EXISTS in WHERE, alone or joined by AND");
    }

    InvalidScriptException aggregate(String name) {
        return invalid(
                place(call -> call.getOperator().isName(name, false)),
                "the aggregate function " + name + " is not run here");
    }

    InvalidScriptException expression(UnsupportedExpressionException e) {
        return invalid(Optional.empty(), String.valueOf(e.getMessage()));
    }

    InvalidScriptException window(String name, String message) {
        return invalid(place(call -> call.getOperator().isName(name, false)), name + ": " + message);
    }

    InvalidScriptException noEventTime(String window, String column) {
        return invalid(
                place(call -> call.getOperator().isName(window, false)),
                window + ": expected a column that is an event time, found " + column
                        + ": its table says so by WATERMARK FOR " + column + " AS " + column
                        + " - INTERVAL '5' SECOND, and a query must hand it on as it is");
    }

    /** Where the first set operation stands that is not UNION ALL. */
    private Optional<SqlParserPos> setKeyword() {
        return call(
                        query,
                        call -> call.getOperator() instanceof SqlSetOperator operator
                                && !(operator.getKind() == SqlKind.UNION && operator.isAll()))
                .map(call ->
                        before(call.operand(1), call.getOperator().getName().length()));
    }

    /** Where a word stands in front of a query: the grammar keeps no places of words, but between them are blanks alone. */
    private static SqlParserPos before(SqlNode query, int length) {
        SqlParserPos place = query.getParserPosition();
        return place.getColumnNum() > length + 1
                ? new SqlParserPos(place.getLineNum(), place.getColumnNum() - length - 1)
                : new SqlParserPos(Math.max(1, place.getLineNum() - 1), place.getColumnNum());
    }

    private InvalidScriptException at(SqlKind kind, String message) {
        return invalid(place(call -> call.getKind() == kind), message);
    }

    private InvalidScriptException invalid(Optional<SqlParserPos> found, String message) {
        return Mistakes.invalid(place == null ? found.orElse(query.getParserPosition()) : place, message);
    }

    /** Where the first query stands that is not in FROM. */
    private Optional<SqlParserPos> nestedQuery() {
        try {
            query.accept(new SqlBasicVisitor<@Nullable Void>() {
                @Override
                public @Nullable Void visit(SqlCall call) {
                    if (call instanceof SqlSelect select) {
                        for (SqlNode part :
                                Arrays.asList(select.getSelectList(), select.getWhere(), select.getHaving())) {
                            place(part, SqlSelect.class::isInstance).ifPresent(place -> {
                                throw new Util.FoundOne(place);
                            });
                        }
                    }
                    return super.visit(call);
                }
            });
            return Optional.empty();
        } catch (Util.FoundOne found) {
            return Optional.ofNullable((SqlParserPos) found.getNode());
        }
    }

    /** Where the first call stands that is such a one. */
    private Optional<SqlParserPos> place(Predicate<SqlCall> isOne) {
        return place(query, isOne);
    }

    private static Optional<SqlParserPos> place(@Nullable SqlNode in, Predicate<SqlCall> isOne) {
        return call(in, isOne).map(SqlNode::getParserPosition);
    }

    private static Optional<SqlCall> call(@Nullable SqlNode in, Predicate<SqlCall> isOne) {
        if (in == null) {
            return Optional.empty();
        }
        try {
            in.accept(new SqlBasicVisitor<@Nullable Void>() {
                @Override
                public @Nullable Void visit(SqlCall call) {
                    if (isOne.test(call)) {
                        throw new Util.FoundOne(call);
                    }
                    return super.visit(call);
                }
            });
            return Optional.empty();
        } catch (Util.FoundOne found) {
            return Optional.ofNullable((SqlCall) found.getNode());
        }
    }
}
