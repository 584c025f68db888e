package dev.sluice.sql.function;

import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql2rel.SqlRexContext;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/** How calls of Flink's own functions become expressions: as Calcite's do, where they are not of another type. */
public final class FlinkConvertlets {

    /** Leaves constants as they are written, for a planner: what they are worth is for {@code ExpressionCompiler} to say. */
    public static final RexExecutor NO_FOLDING = (builder, constants, reduced) -> reduced.addAll(constants);

    private FlinkConvertlets() {}

    /** What {@code SqlToRelConverter} is to be given. */
    public static SqlRexConvertletTable table() {
        return call -> {
            SqlOperator operator = call.getOperator();
            if (operator.equals(Casting.TRY_CAST)) {
                return FlinkConvertlets::tryCast;
            }
            if (operator.equals(Casting.CAST)) {
                return (context, cast) -> standard(SqlStdOperatorTable.CAST, context, cast);
            }
            if (operator.equals(TimeOperators.TIMESTAMP_ADD)) {
                return FlinkConvertlets::timestampAdd;
            }
            if (operator.equals(StandardOperators.REMAINDER)) {
                return (context, remainder) -> context.convertExpression(
                        SqlStdOperatorTable.MOD.createCall(remainder.getParserPosition(), remainder.getOperandList()));
            }
            return StandardConvertletTable.INSTANCE.get(call);
        };
    }

    private static RexNode standard(SqlOperator operator, SqlRexContext context, SqlCall call) {
        SqlCall asCalcites = operator.createCall(call.getParserPosition(), call.getOperandList());
        return Objects.requireNonNull(StandardConvertletTable.INSTANCE.get(asCalcites))
                .convertCall(context, call);
    }

    /** The sum of a time and an interval, of the type that validation has found. */
    private static RexNode timestampAdd(SqlRexContext context, SqlCall call) {
        RexCall sum = (RexCall) standard(SqlStdOperatorTable.TIMESTAMP_ADD, context, call);
        RelDataType type = context.getValidator().getValidatedNodeType(call);
        return context.getRexBuilder().makeCall(type, sum.getOperator(), sum.getOperands());
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
