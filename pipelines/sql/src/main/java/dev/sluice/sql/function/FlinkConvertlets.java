package dev.sluice.sql.function;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/** How calls of Flink's own functions become expressions: as Calcite's do, but for {@code TRY_CAST}, whose operand is a type. */
public final class FlinkConvertlets {

    /** Leaves constants as they are written, for a planner: what they are worth is for {@code ExpressionCompiler} to say. */
    public static final RexExecutor NO_FOLDING = (builder, constants, reduced) -> reduced.addAll(constants);

    private FlinkConvertlets() {}

    /** What {@code SqlToRelConverter} is to be given. */
    public static SqlRexConvertletTable table() {
        return call -> call.getOperator().isName("TRY_CAST", false)
                ? FlinkConvertlets::tryCast
                : StandardConvertletTable.INSTANCE.get(call);
    }

    private static RexNode tryCast(SqlRexContext context, SqlCall call) {
        RexNode value = context.convertExpression(call.operand(0));
        RelDataType type = context.getTypeFactory().createTypeWithNullability(type(context, call.operand(1)), true);
        return context.getRexBuilder().makeCall(type, call.getOperator(), List.of(value));
    }

    private static RelDataType type(SqlRexContext context, SqlNode type) {
        return type instanceof SqlIntervalQualifier interval
                ? context.getTypeFactory().createSqlIntervalType(interval)
                : ((SqlDataTypeSpec) type).deriveType(context.getValidator());
    }
}
