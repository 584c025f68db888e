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

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** Choices among values, and what is asked of a value of any type. */
final class ValueOperators {

    private static final SqlReturnTypeInference COMMON = ReturnTypes.LEAST_RESTRICTIVE;

    private static final SqlOperandTypeChecker ONE_KIND = OperandTypes.SAME_VARIADIC;

    private ValueOperators() {}

    static List<SqlOperator> all() {
        return List.of(
                new TryCast(),
                function("COALESCE", COMMON.andThen(SqlTypeTransforms.LEAST_NULLABLE), ONE_KIND),
                function("IFNULL", ValueOperators::ifNull, OperandTypes.SAME_SAME),
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
                function("TYPEOF", Signatures.STRING_OR_NULL, OperandTypes.ANY));
    }

    /** NULL only where the replacement may be NULL. */
    private static RelDataType ifNull(SqlOperatorBinding call) {
        RelDataType value = call.getOperandType(0);
        if (!value.isNullable()) {
            return value;
        }
        RelDataType common = COMMON.inferReturnType(call);
        return common == null
                ? value
                : call.getTypeFactory()
                        .createTypeWithNullability(
                                common, call.getOperandType(1).isNullable());
    }

    /** Numbers, text and bytes find a common type; of anything else the first counts. */
    private static RelDataType either(SqlOperatorBinding call) {
        RelDataType first = call.getOperandType(1);
        RelDataType common = call.getTypeFactory().leastRestrictive(List.of(first, call.getOperandType(2)));
        return common == null || SqlTypeName.DATETIME_TYPES.contains(first.getSqlTypeName()) ? first : common;
    }

    /** {@code CAST}, with NULL for what cannot be cast. */
    private static final class TryCast extends SqlFunction {

        TryCast() {
            super(
                    "TRY_CAST",
                    SqlKind.OTHER_FUNCTION,
                    null,
                    SqlStdOperatorTable.CAST.getOperandTypeInference(),
                    null,
                    SqlFunctionCategory.SYSTEM);
        }

        @Override
        public SqlSyntax getSyntax() {
            return SqlSyntax.SPECIAL;
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.of(2);
        }

        @Override
        public boolean checkOperandTypes(SqlCallBinding call, boolean throwOnFailure) {
            return SqlStdOperatorTable.CAST.checkOperandTypes(call, throwOnFailure);
        }

        @Override
        public RelDataType inferReturnType(SqlOperatorBinding call) {
            return call.getTypeFactory()
                    .createTypeWithNullability(SqlStdOperatorTable.CAST.inferReturnType(call), true);
        }
    }
}
