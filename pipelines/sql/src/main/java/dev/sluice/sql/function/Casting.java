package dev.sluice.sql.function;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlCastFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlTypeName;

/** {@code CAST}, which makes text of arrays, maps and rows, too, and {@code TRY_CAST}, which gives NULL for what cannot be cast. */
final class Casting {

    static final SqlFunction CAST = new Cast();
    static final SqlFunction TRY_CAST = new TryCast();

    private Casting() {}

    private static final class Cast extends SqlCastFunction {
        @Override
        public boolean checkOperandTypes(SqlCallBinding call, boolean throwOnFailure) {
            return isNestedToText(call) || super.checkOperandTypes(call, throwOnFailure);
        }
    }

    private static boolean isNestedToText(SqlCallBinding call) {
        SqlTypeName from = call.getOperandType(0).getSqlTypeName();
        return Signatures.isCharacter(call.getOperandType(1))
                && (from == SqlTypeName.ARRAY || from == SqlTypeName.MAP || from == SqlTypeName.ROW);
    }

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
            return CAST.checkOperandTypes(call, throwOnFailure);
        }

        @Override
        public RelDataType inferReturnType(SqlOperatorBinding call) {
            return call.getTypeFactory().createTypeWithNullability(CAST.inferReturnType(call), true);
        }
    }
}
