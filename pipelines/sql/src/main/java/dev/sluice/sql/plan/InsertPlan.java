package dev.sluice.sql.plan;

import dev.sluice.schema.NearestName;
import dev.sluice.sql.expression.EvaluationException;
import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.expression.ExpressionCompiler;
import dev.sluice.sql.expression.UnsupportedExpressionException;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import dev.sluice.sql.table.SqlColumn;
import dev.sluice.sql.table.SqlTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Fits the rows of a query into a table, column by column in their order. Flink refuses a BIGINT for an INTEGER; here it is taken as long as
 * it fits, for users' scripts have it.
 */
final class InsertPlan {

    /** From the narrowest on. */
    private static final List<SqlTypeName> WHOLE =
            List.of(SqlTypeName.TINYINT, SqlTypeName.SMALLINT, SqlTypeName.INTEGER, SqlTypeName.BIGINT);

    private final SqlTable table;
    private final RelDataTypeFactory types;
    private final SqlNode query;
    private final List<String> warnings = new ArrayList<>();
    private final List<Mistake> mistakes = new ArrayList<>();

    /** @param query as it was written */
    InsertPlan(SqlTable table, RelDataTypeFactory types, SqlNode query) {
        this.table = table;
        this.types = types;
        this.query = query;
    }

    /** @param named the columns that are written; none: all of them */
    PlannedInsert of(PlannedQuery rows, SqlNodeList named) throws InvalidScriptException {
        List<SqlColumn.Physical> columns = table.physicalColumns();
        List<SqlColumn.Physical> written = written(columns, named);
        RelDataType from = rows.rowType();
        if (mistakes.isEmpty() && written.size() != from.getFieldCount()) {
            mistakes.add(Mistake.at(
                    query.getParserPosition(),
                    "expected " + written.size() + " columns for table " + table.name() + " ("
                            + String.join(
                                    ", ", written.stream().map(SqlColumn::name).toList())
                            + "), found " + from.getFieldCount() + " (" + String.join(", ", from.getFieldNames())
                            + ")"));
        }
        List<Expression> projections = new ArrayList<>();
        RelDataTypeFactory.Builder rowType = types.builder();
        for (SqlColumn.Physical column : columns) {
            rowType.add(column.name(), column.type());
            int place = written.indexOf(column);
            if (mistakes.isEmpty() || (place >= 0 && place < from.getFieldCount())) {
                projections.add(
                        place < 0
                                ? missing(column)
                                : fitted(place, from.getFieldList().get(place), column));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidScriptException(mistakes);
        }
        Step step = new Step.Compute(rows.step(), null, projections, rowType.build());
        return new PlannedInsert(new PlannedQuery(step, rows.plan()), table, warnings);
    }

    private List<SqlColumn.Physical> written(List<SqlColumn.Physical> columns, SqlNodeList named) {
        if (named.isEmpty()) {
            return columns;
        }
        List<SqlColumn.Physical> written = new ArrayList<>();
        List<String> names = columns.stream().map(SqlColumn::name).toList();
        for (SqlNode node : named) {
            String name = ((SqlIdentifier) node).getSimple();
            int place = names.indexOf(name);
            if (place < 0) {
                mistakes.add(Mistake.at(
                        node.getParserPosition(),
                        "table " + table.name() + " has no column '" + name + "' that is written"
                                + NearestName.of(name, names)
                                        .map(n -> "; did you mean " + n + "?")
                                        .orElse(", expected one of " + String.join(", ", names))));
            } else {
                written.add(columns.get(place));
            }
        }
        return written;
    }

    private Expression missing(SqlColumn.Physical column) {
        if (!column.type().isNullable() || isHour(column)) {
            mistakes.add(Mistake.at(
                    query.getParserPosition(),
                    "column " + column.name() + " of table " + table.name()
                            + (isHour(column) ? " says the hour of a row" : " is NOT NULL")
                            + ": expected a value for it, found none"));
        }
        return row -> null;
    }

    private Expression fitted(int place, RelDataTypeField field, SqlColumn.Physical column) {
        RelDataType from = field.getType();
        RelDataType to = column.type();
        Expression value = row -> row[place];
        try {
            if (!fits(from, to)) {
                throw new UnsupportedExpressionException("");
            }
            if (isNarrower(from.getSqlTypeName(), to.getSqlTypeName())) {
                warnings.add("column " + column.name() + " of table " + table.name() + " is " + to.getSqlTypeName()
                        + ", the query gives " + from.getSqlTypeName()
                        + ": a number that does not fit is a dead letter");
                value = ExpressionCompiler.narrow(value, from, to, column.name());
            } else {
                value = ExpressionCompiler.cast(value, from, to);
            }
        } catch (UnsupportedExpressionException e) {
            mistakes.add(Mistake.at(
                    position(place),
                    "column " + column.name() + " of table " + table.name() + " is " + to + ", the query gives "
                            + field.getName() + " of type " + from + ": write CAST(… AS " + to + ")"));
        }
        return !from.isNullable() || (to.isNullable() && !isHour(column)) ? value : required(value, column);
    }

    /** Whether a row is placed by it: a lake has no hour for a row without. */
    private boolean isHour(SqlColumn.Physical column) {
        return table.definition().stream().kind().equals("lake")
                && table.partitionKeys().contains(column.name());
    }

    private Expression required(Expression value, SqlColumn.Physical column) {
        String why = isHour(column) ? ", by which the lake is parted" : ", which is NOT NULL";
        String name = column.name();
        return row -> {
            Object found = value.evaluate(row);
            if (found == null) {
                throw new EvaluationException("expected a value for column " + name + why + ", found NULL");
            }
            return found;
        };
    }

    /** As Flink casts without being asked, and whole numbers that may not fit. */
    private static boolean fits(RelDataType from, RelDataType to) {
        SqlTypeName a = from.getSqlTypeName();
        SqlTypeName b = to.getSqlTypeName();
        if (a == SqlTypeName.NULL || a == b) {
            return true;
        }
        if (WHOLE.contains(a)) {
            return SqlTypeName.NUMERIC_TYPES.contains(b);
        }
        return switch (a) {
            case DECIMAL -> b == SqlTypeName.FLOAT || b == SqlTypeName.DOUBLE;
            case FLOAT, REAL -> b == SqlTypeName.DOUBLE;
            case CHAR, VARCHAR -> SqlTypeName.CHAR_TYPES.contains(b);
            case BINARY, VARBINARY -> SqlTypeName.BINARY_TYPES.contains(b);
            case DATE, TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                b == SqlTypeName.TIMESTAMP || b == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;
            default -> false;
        };
    }

    private static boolean isNarrower(SqlTypeName from, SqlTypeName to) {
        return WHOLE.contains(to) && WHOLE.indexOf(from) > WHOLE.indexOf(to);
    }

    /** Where the query selects it. */
    private SqlParserPos position(int place) {
        @Nullable SqlNodeList selected = query instanceof SqlSelect select ? select.getSelectList() : null;
        return selected != null && place < selected.size()
                ? selected.get(place).getParserPosition()
                : query.getParserPosition();
    }
}
