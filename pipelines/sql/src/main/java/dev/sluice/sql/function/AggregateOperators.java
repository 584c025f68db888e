package dev.sluice.sql.function;

import static org.apache.calcite.sql.fun.SqlStdOperatorTable.*;

import java.util.List;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.util.Optionality;

/** Aggregates, and what is computed over the rows of an OVER. */
final class AggregateOperators {

    private AggregateOperators() {}

    static List<SqlOperator> all() {
        return List.of(
                COUNT,
                SUM,
                SUM0,
                AVG,
                MIN,
                MAX,
                STDDEV,
                STDDEV_POP,
                STDDEV_SAMP,
                VARIANCE,
                VAR_POP,
                VAR_SAMP,
                COLLECT,
                SINGLE_VALUE,
                APPROX_COUNT_DISTINCT,
                new Aggregate(SqlKind.FIRST_VALUE, ReturnTypes.ARG0_NULLABLE_IF_EMPTY, OperandTypes.ANY),
                new Aggregate(SqlKind.LAST_VALUE, ReturnTypes.ARG0_NULLABLE_IF_EMPTY, OperandTypes.ANY),
                new Aggregate(
                        SqlKind.LISTAGG,
                        ReturnTypes.ARG0_NULLABLE,
                        OperandTypes.or(
                                OperandTypes.CHARACTER,
                                OperandTypes.sequence(
                                        "'LISTAGG(<CHARACTER>, <CHARACTER_LITERAL>)'",
                                        OperandTypes.CHARACTER,
                                        OperandTypes.and(OperandTypes.CHARACTER, OperandTypes.LITERAL)))),
                ROW_NUMBER,
                RANK,
                DENSE_RANK,
                CUME_DIST,
                PERCENT_RANK,
                NTILE,
                LEAD,
                LAG);
    }

    private static final class Aggregate extends SqlAggFunction {

        Aggregate(SqlKind kind, SqlReturnTypeInference result, SqlOperandTypeChecker operands) {
            super(
                    kind.name(),
                    null,
                    kind,
                    result,
                    null,
                    operands,
                    SqlFunctionCategory.USER_DEFINED_FUNCTION,
                    false,
                    false,
                    Optionality.FORBIDDEN);
        }
    }
}
