package dev.sluice.sql.function;

import static org.apache.calcite.sql.fun.SqlStdOperatorTable.*;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlJsonValueReturning;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlJsonArrayFunction;
import org.apache.calcite.sql.fun.SqlJsonExistsFunction;
import org.apache.calcite.sql.fun.SqlJsonObjectFunction;
import org.apache.calcite.sql.fun.SqlJsonQueryFunction;
import org.apache.calcite.sql.fun.SqlJsonValueFunction;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.SqlTypeName;

/** Functions of JSON: text is what they give, where nobody says {@code RETURNING} something else. */
final class JsonOperators {

    private JsonOperators() {}

    static List<SqlOperator> all() {
        return List.of(
                IS_JSON_VALUE,
                IS_JSON_OBJECT,
                IS_JSON_ARRAY,
                IS_JSON_SCALAR,
                IS_NOT_JSON_VALUE,
                IS_NOT_JSON_OBJECT,
                IS_NOT_JSON_ARRAY,
                IS_NOT_JSON_SCALAR,
                new JsonExists(),
                new JsonValue(),
                new JsonQuery(),
                new JsonObject(),
                new JsonArray(),
                Signatures.function("JSON_STRING", Signatures.STRING, OperandTypes.ANY));
    }

    private static RelDataType text(SqlOperatorBinding call, boolean nullable) {
        RelDataTypeFactory factory = call.getTypeFactory();
        return factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.VARCHAR), nullable);
    }

    /** JSON and a path in it are text: Calcite takes anything for JSON. */
    private static boolean areText(SqlCallBinding call, boolean throwOnFailure) {
        boolean text = isText(call.getOperandType(0)) && isText(call.getOperandType(1));
        if (!text && throwOnFailure) {
            throw call.newValidationSignatureError();
        }
        return text;
    }

    private static boolean isText(RelDataType type) {
        return Signatures.isCharacter(type) || type.getSqlTypeName() == SqlTypeName.NULL;
    }

    private static final class JsonExists extends SqlJsonExistsFunction {
        @Override
        public boolean checkOperandTypes(SqlCallBinding call, boolean throwOnFailure) {
            return areText(call, throwOnFailure) && super.checkOperandTypes(call, throwOnFailure);
        }
    }

    private static final class JsonValue extends SqlJsonValueFunction {

        JsonValue() {
            super("JSON_VALUE");
        }

        @Override
        public boolean checkOperandTypes(SqlCallBinding call, boolean throwOnFailure) {
            return areText(call, throwOnFailure) && super.checkOperandTypes(call, throwOnFailure);
        }

        @Override
        public RelDataType inferReturnType(SqlOperatorBinding call) {
            boolean returning = call.getOperandCount() > 2
                    && call.isOperandLiteral(2, false)
                    && call.getOperandLiteralValue(2, Object.class) instanceof SqlJsonValueReturning;
            return returning
                    ? call.getTypeFactory().createTypeWithNullability(call.getOperandType(3), true)
                    : text(call, true);
        }
    }

    private static final class JsonQuery extends SqlJsonQueryFunction {
        @Override
        public boolean checkOperandTypes(SqlCallBinding call, boolean throwOnFailure) {
            return areText(call, throwOnFailure) && super.checkOperandTypes(call, throwOnFailure);
        }

        @Override
        public RelDataType inferReturnType(SqlOperatorBinding call) {
            return text(call, true);
        }
    }

    private static final class JsonObject extends SqlJsonObjectFunction {
        @Override
        public RelDataType inferReturnType(SqlOperatorBinding call) {
            return text(call, false);
        }
    }

    private static final class JsonArray extends SqlJsonArrayFunction {
        @Override
        public RelDataType inferReturnType(SqlOperatorBinding call) {
            return text(call, false);
        }
    }
}
