package dev.sluice.sql.stream;

import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.expression.ExpressionCompiler;
import dev.sluice.sql.expression.UnsupportedExpressionException;
import dev.sluice.sql.function.FlinkTypes;
import dev.sluice.sql.plan.PlannedQuery;
import dev.sluice.sql.row.SqlRow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** The values of rows as text, as {@code CAST(… AS STRING)} writes them. */
public final class RowText implements Serializable {

    /** What the text of a column stands for. */
    public enum Kind {
        NUMBER,
        BOOLEAN,
        TEXT
    }

    private final List<String> names;
    private final List<Kind> kinds;
    private final List<Expression> texts;

    private RowText(List<String> names, List<Kind> kinds, List<Expression> texts) {
        this.names = names;
        this.kinds = kinds;
        this.texts = texts;
    }

    /** Text of the rows of a query. */
    public static RowText of(PlannedQuery query) {
        RelDataTypeFactory types = FlinkTypes.factory();
        List<Kind> kinds = new ArrayList<>();
        List<Expression> texts = new ArrayList<>();
        RelDataType rowType = query.rowType();
        for (RelDataTypeField field : rowType.getFieldList()) {
            int column = field.getIndex();
            kinds.add(kind(field.getType().getSqlTypeName()));
            texts.add(text(row -> row[column], field.getType(), types));
        }
        return new RowText(List.copyOf(rowType.getFieldNames()), kinds, texts);
    }

    private static Expression text(Expression value, RelDataType type, RelDataTypeFactory types) {
        try {
            return ExpressionCompiler.cast(value, type, FlinkTypes.string(types));
        } catch (UnsupportedExpressionException e) {
            return row -> {
                Object found = value.evaluate(row);
                return found == null ? null : String.valueOf(found);
            };
        }
    }

    private static Kind kind(SqlTypeName type) {
        return SqlTypeName.NUMERIC_TYPES.contains(type)
                ? Kind.NUMBER
                : type == SqlTypeName.BOOLEAN ? Kind.BOOLEAN : Kind.TEXT;
    }

    /** The names of the columns. */
    public List<String> names() {
        return names;
    }

    /** What the columns' texts stand for. */
    public List<Kind> kinds() {
        return kinds;
    }

    /** The text of each value, null where it is NULL. */
    public List<@Nullable String> of(SqlRow row) {
        List<@Nullable String> cells = new ArrayList<>(texts.size());
        for (Expression text : texts) {
            cells.add((String) text.evaluate(row.values()));
        }
        return cells;
    }
}
