package dev.sluice.sql.function;

import static dev.sluice.sql.function.Signatures.STRING;
import static dev.sluice.sql.function.Signatures.families;
import static dev.sluice.sql.function.Signatures.function;
import static dev.sluice.sql.function.Signatures.nullableIfOperands;
import static dev.sluice.sql.function.Signatures.volatileFunction;
import static org.apache.calcite.sql.type.OperandTypes.NILADIC;
import static org.apache.calcite.sql.type.OperandTypes.NUMERIC;
import static org.apache.calcite.sql.type.OperandTypes.NUMERIC_INTEGER;
import static org.apache.calcite.sql.type.OperandTypes.NUMERIC_NUMERIC;
import static org.apache.calcite.sql.type.OperandTypes.or;
import static org.apache.calcite.sql.type.ReturnTypes.DOUBLE;
import static org.apache.calcite.sql.type.ReturnTypes.DOUBLE_NULLABLE;

import java.math.BigDecimal;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** Functions of numbers. */
final class NumberOperators {

    private static final SqlReturnTypeInference ROUNDED =
            ((SqlReturnTypeInference) NumberOperators::rounded).andThen(SqlTypeTransforms.TO_NULLABLE);

    private NumberOperators() {}

    static List<SqlOperator> all() {
        return List.of(
                function("E", DOUBLE, NILADIC),
                function("PI", DOUBLE, NILADIC),
                // Behind the other, which is found first: this one is PI without parentheses.
                SqlStdOperatorTable.PI,
                function("LOG", DOUBLE_NULLABLE, or(NUMERIC, NUMERIC_NUMERIC)),
                function("LOG2", DOUBLE_NULLABLE, NUMERIC),
                function("SINH", DOUBLE_NULLABLE, NUMERIC),
                function("COSH", DOUBLE_NULLABLE, NUMERIC),
                function("TANH", DOUBLE_NULLABLE, NUMERIC),
                function("ROUND", ROUNDED, or(NUMERIC_INTEGER, NUMERIC)),
                function("TRUNCATE", ROUNDED, or(NUMERIC_INTEGER, NUMERIC)),
                function("BIN", STRING, families(SqlTypeFamily.INTEGER)),
                function("HEX", STRING, or(families(SqlTypeFamily.INTEGER), families(SqlTypeFamily.CHARACTER))),
                volatileFunction("RAND", nullableIfOperands(SqlTypeName.DOUBLE), or(NILADIC, NUMERIC)),
                volatileFunction("RAND_INTEGER", nullableIfOperands(SqlTypeName.INTEGER), or(NUMERIC, NUMERIC_NUMERIC)),
                volatileFunction("UUID", ReturnTypes.explicit(SqlTypeName.CHAR, 36), NILADIC));
    }

    private static RelDataType rounded(SqlOperatorBinding call) {
        RelDataType number = call.getOperandType(0);
        if (number.getSqlTypeName() != SqlTypeName.DECIMAL) {
            return number;
        }
        if (call.getOperandCount() == 1) {
            return FlinkTypeSystem.rounded(call.getTypeFactory(), number, 0);
        }
        if (!call.isOperandLiteral(1, false)) {
            return number;
        }
        BigDecimal digits = call.getOperandLiteralValue(1, BigDecimal.class);
        return digits == null ? number : FlinkTypeSystem.rounded(call.getTypeFactory(), number, digits.intValue());
    }
}
