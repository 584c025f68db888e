package dev.sluice.sql.function;

import static org.apache.calcite.sql.type.SqlTypeName.VARCHAR;

import java.util.Arrays;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.FamilyOperandTypeChecker;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlOperandTypeInference;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.jspecify.annotations.Nullable;

/** The words in which functions are declared: what they take, what they give, whether NULL can come of it. */
final class Signatures {

    /** Text; NULL where an operand may be NULL. */
    static final SqlReturnTypeInference STRING = nullableIfOperands(VARCHAR);
    /** Text, or NULL even where no operand is: there is no answer to some operands. */
    static final SqlReturnTypeInference STRING_OR_NULL =
            ReturnTypes.explicit(VARCHAR).andThen(SqlTypeTransforms.FORCE_NULLABLE);
    /** Text, never NULL. */
    static final SqlReturnTypeInference STRING_NOT_NULL =
            ReturnTypes.explicit(VARCHAR).andThen(SqlTypeTransforms.TO_NOT_NULLABLE);
    /** The first operand's length of text, and NULL. */
    static final SqlReturnTypeInference FIRST_AS_STRING_OR_NULL =
            ReturnTypes.ARG0.andThen(SqlTypeTransforms.TO_VARYING).andThen(SqlTypeTransforms.FORCE_NULLABLE);

    private Signatures() {}

    static SqlFunction function(String name, SqlReturnTypeInference result, SqlOperandTypeChecker operands) {
        return function(name, result, null, operands);
    }

    /** A function that takes a bare NULL, whose type is inferred. */
    static SqlFunction function(
            String name,
            SqlReturnTypeInference result,
            @Nullable SqlOperandTypeInference nulls,
            SqlOperandTypeChecker operands) {
        return new SqlFunction(
                name, SqlKind.OTHER_FUNCTION, result, nulls, operands, SqlFunctionCategory.USER_DEFINED_FUNCTION);
    }

    /** A function that gives something else each time: never computed ahead of the rows. */
    static SqlFunction volatileFunction(String name, SqlReturnTypeInference result, SqlOperandTypeChecker operands) {
        return new SqlFunction(
                name, SqlKind.OTHER_FUNCTION, result, null, operands, SqlFunctionCategory.USER_DEFINED_FUNCTION) {
            @Override
            public boolean isDeterministic() {
                return false;
            }
        };
    }

    static FamilyOperandTypeChecker families(SqlTypeFamily... families) {
        return OperandTypes.family(Arrays.asList(families));
    }

    static SqlReturnTypeInference nullableIfOperands(SqlTypeName type) {
        return ReturnTypes.explicit(type).andThen(SqlTypeTransforms.TO_NULLABLE);
    }

    static SqlReturnTypeInference nullableIfOperands(SqlTypeName type, int precision) {
        return ReturnTypes.explicit(type, precision).andThen(SqlTypeTransforms.TO_NULLABLE);
    }

    static SqlReturnTypeInference orNull(SqlTypeName type) {
        return ReturnTypes.explicit(type).andThen(SqlTypeTransforms.FORCE_NULLABLE);
    }

    static SqlReturnTypeInference orNull(SqlTypeName type, int precision) {
        return ReturnTypes.explicit(type, precision).andThen(SqlTypeTransforms.FORCE_NULLABLE);
    }

    static boolean isCharacter(RelDataType type) {
        return SqlTypeName.CHAR_TYPES.contains(type.getSqlTypeName());
    }
}
