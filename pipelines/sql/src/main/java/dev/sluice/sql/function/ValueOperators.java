package dev.sluice.sql.function;

import static dev.sluice.sql.function.Signatures.families;
import static dev.sluice.sql.function.Signatures.function;
import static org.apache.calcite.sql.type.OperandTypes.or;
import static org.apache.calcite.sql.type.SqlTypeFamily.BINARY;
import static org.apache.calcite.sql.type.SqlTypeFamily.BOOLEAN;
import static org.apache.calcite.sql.type.SqlTypeFamily.CHARACTER;
import static org.apache.calcite.sql.type.SqlTypeFamily.DATE;
import static org.apache.calcite.sql.type.SqlTypeFamily.NUMERIC;
import static org.apache.calcite.sql.type.SqlTypeFamily.TIME;
import static org.apache.calcite.sql.type.SqlTypeFamily.TIMESTAMP;

import java.util.Arrays;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** Choices among values, and what is asked of a value of any type. */
final class ValueOperators {

    private static final SqlReturnTypeInference COMMON = ReturnTypes.LEAST_RESTRICTIVE;

    private static final SqlReturnTypeInference FIRST_NOT_NULL = COMMON.andThen(SqlTypeTransforms.LEAST_NULLABLE);

    private static final SqlOperandTypeChecker ONE_KIND =
            new OperandTest("(<VALUE>, ... of a common type)", 1, -1, ValueOperators::haveCommonType);
    private static final SqlOperandTypeChecker TWO_OF_A_KIND =
            new OperandTest("(<VALUE>, <VALUE> of a common type)", 2, 2, ValueOperators::haveCommonType);

    private ValueOperators() {}

    static List<SqlOperator> all() {
        return List.of(
                Casting.TRY_CAST,
                function("COALESCE", FIRST_NOT_NULL, InferTypes.FIRST_KNOWN, ONE_KIND),
                function("IFNULL", FIRST_NOT_NULL, InferTypes.FIRST_KNOWN, TWO_OF_A_KIND),
                function("GREATEST", COMMON.andThen(SqlTypeTransforms.TO_NULLABLE), ONE_KIND),
                function("LEAST", COMMON.andThen(SqlTypeTransforms.TO_NULLABLE), ONE_KIND),
                function(
                        "IF",
                        ((SqlReturnTypeInference) ValueOperators::either).andThen(SqlTypeTransforms.TO_NULLABLE),
                        or(
                                families(BOOLEAN, NUMERIC, NUMERIC),
                                families(BOOLEAN, CHARACTER, CHARACTER),
                                families(BOOLEAN, BOOLEAN, BOOLEAN),
                                families(BOOLEAN, BINARY, BINARY),
                                families(BOOLEAN, DATE, DATE),
                                families(BOOLEAN, TIMESTAMP, TIMESTAMP),
                                families(BOOLEAN, TIME, TIME))),
                function("TYPEOF", Signatures.STRING_OR_NULL, ValueOperators::typeOfNull, OperandTypes.ANY));
    }

    private static boolean haveCommonType(List<RelDataType> types) {
        return FlinkTypes.factory().leastRestrictive(types) != null;
    }

    private static void typeOfNull(SqlCallBinding call, RelDataType result, RelDataType[] operands) {
        Arrays.fill(operands, call.getTypeFactory().createSqlType(SqlTypeName.NULL));
    }

    /** Numbers, text and bytes find a common type; of anything else the first counts. */
    private static RelDataType either(SqlOperatorBinding call) {
        RelDataType first = call.getOperandType(1);
        RelDataType common = call.getTypeFactory().leastRestrictive(List.of(first, call.getOperandType(2)));
        return common == null || SqlTypeName.DATETIME_TYPES.contains(first.getSqlTypeName()) ? first : common;
    }
}
