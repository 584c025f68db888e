package dev.sluice.sql.function;

import static dev.sluice.sql.function.Signatures.function;
import static dev.sluice.sql.function.Signatures.isCharacter;
import static dev.sluice.sql.function.Signatures.nullableIfOperands;
import static org.apache.calcite.sql.type.SqlTypeName.ARRAY;
import static org.apache.calcite.sql.type.SqlTypeName.INTEGER;
import static org.apache.calcite.sql.type.SqlTypeName.MAP;
import static org.apache.calcite.sql.type.SqlTypeName.NULL;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.RelDataTypeFieldImpl;
import org.apache.calcite.rel.type.RelRecordType;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.fun.SqlMapValueConstructor;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/** Functions of arrays and maps. */
final class CollectionOperators {

    private static final SqlOperandTypeChecker AN_ARRAY =
            new OperandTest("(<ARRAY>)", 1, 1, types -> is(types, 0, ARRAY));
    private static final SqlOperandTypeChecker ARRAY_AND_ELEMENT =
            new OperandTest("(<ARRAY>, <ELEMENT>)", 2, 2, types -> is(types, 0, ARRAY) && isElement(types));
    private static final SqlOperandTypeChecker ARRAYS =
            new OperandTest("(<ARRAY>, ...)", 1, -1, types -> types.stream().allMatch(t -> is(List.of(t), 0, ARRAY)));
    private static final SqlOperandTypeChecker TWO_ARRAYS =
            new OperandTest("(<ARRAY>, <ARRAY>)", 2, 2, types -> is(types, 0, ARRAY) && is(types, 1, ARRAY));
    private static final SqlOperandTypeChecker ARRAY_FROM_TO = new OperandTest(
            "(<ARRAY>, <INTEGER>[, <INTEGER>])",
            2,
            3,
            types -> is(types, 0, ARRAY) && is(types, 1, INTEGER) && (types.size() == 2 || is(types, 2, INTEGER)));
    private static final SqlOperandTypeChecker TEXTS_BY = new OperandTest(
            "(<ARRAY OF CHARACTER>, <CHARACTER>[, <CHARACTER>])",
            2,
            3,
            types -> is(types, 0, ARRAY)
                    && isCharacter(element(types.get(0)))
                    && types.subList(1, types.size()).stream().allMatch(Signatures::isCharacter));
    private static final SqlOperandTypeChecker A_MAP = new OperandTest("(<MAP>)", 1, 1, types -> is(types, 0, MAP));

    private static final SqlReturnTypeInference FIRST = ReturnTypes.ARG0.andThen(SqlTypeTransforms.TO_NULLABLE);
    private static final SqlReturnTypeInference COMMON =
            ReturnTypes.LEAST_RESTRICTIVE.andThen(SqlTypeTransforms.TO_NULLABLE);
    private static final SqlReturnTypeInference ELEMENT_OR_NULL =
            result((types, factory) -> element(types.get(0))).andThen(SqlTypeTransforms.FORCE_NULLABLE);

    private CollectionOperators() {}

    static List<SqlOperator> all() {
        return List.of(
                SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR,
                new MapConstructor(),
                function(
                        "ARRAY_CONTAINS",
                        CollectionOperators::contains,
                        CollectionOperators::elements,
                        ARRAY_AND_ELEMENT),
                function("ARRAY_POSITION", nullableIfOperands(INTEGER), ARRAY_AND_ELEMENT),
                function("ARRAY_REMOVE", ReturnTypes.ARG0, CollectionOperators::elements, ARRAY_AND_ELEMENT),
                function("ARRAY_DISTINCT", FIRST, AN_ARRAY),
                function("ARRAY_REVERSE", FIRST, AN_ARRAY),
                function("ARRAY_SLICE", FIRST, ARRAY_FROM_TO),
                function("ARRAY_UNION", COMMON, TWO_ARRAYS),
                function("ARRAY_CONCAT", COMMON, ARRAYS),
                function("ARRAY_MAX", ELEMENT_OR_NULL, AN_ARRAY),
                function("ARRAY_MIN", ELEMENT_OR_NULL, AN_ARRAY),
                function("ARRAY_JOIN", Signatures.STRING, TEXTS_BY),
                function("MAP_KEYS", result((types, factory) -> array(factory, key(types.get(0)))), A_MAP),
                function("MAP_VALUES", result((types, factory) -> array(factory, value(types.get(0)))), A_MAP),
                function("MAP_ENTRIES", result(CollectionOperators::entries), A_MAP),
                function(
                        "MAP_FROM_ARRAYS",
                        result((types, factory) -> factory.createMapType(element(types.get(0)), element(types.get(1)))),
                        TWO_ARRAYS));
    }

    private interface ResultType {
        RelDataType of(List<RelDataType> operands, RelDataTypeFactory factory);
    }

    private static SqlReturnTypeInference result(ResultType type) {
        SqlReturnTypeInference result = call -> type.of(call.collectOperandTypes(), call.getTypeFactory());
        return result.andThen(SqlTypeTransforms.TO_NULLABLE);
    }

    /** A bare NULL is an element that is NULL. */
    private static void elements(SqlCallBinding call, RelDataType result, RelDataType[] operands) {
        RelDataType element = call.getOperandType(0).getComponentType();
        if (element != null) {
            Arrays.fill(operands, element);
        }
    }

    private static RelDataType contains(SqlOperatorBinding call) {
        RelDataTypeFactory factory = call.getTypeFactory();
        boolean nullable = call.getOperandType(0).isNullable();
        return factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.BOOLEAN), nullable);
    }

    private static RelDataType entries(List<RelDataType> types, RelDataTypeFactory factory) {
        List<RelDataTypeField> fields = List.of(
                new RelDataTypeFieldImpl("key", 0, key(types.get(0))),
                new RelDataTypeFieldImpl("value", 1, value(types.get(0))));
        // Not by the factory, which would have fields of a ROW that may be NULL be nullable, too.
        return array(factory, new RelRecordType(StructKind.PEEK_FIELDS_NO_EXPAND, fields, true));
    }

    private static RelDataType array(RelDataTypeFactory factory, RelDataType element) {
        return factory.createArrayType(element, -1);
    }

    private static boolean is(List<RelDataType> types, int operand, SqlTypeName kind) {
        return types.get(operand).getSqlTypeName() == kind;
    }

    private static boolean isElement(List<RelDataType> types) {
        SqlTypeName sought = types.get(1).getSqlTypeName();
        return sought == NULL || element(types.get(0)).getSqlTypeName().getFamily() == sought.getFamily();
    }

    private static RelDataType element(RelDataType array) {
        return Objects.requireNonNull(array.getComponentType());
    }

    private static RelDataType key(RelDataType map) {
        return Objects.requireNonNull(map.getKeyType());
    }

    private static RelDataType value(RelDataType map) {
        return Objects.requireNonNull(map.getValueType());
    }

    /** {@code MAP[k, v, …]}: keys have a common type, and values have one. */
    private static final class MapConstructor extends SqlMapValueConstructor {

        @Override
        public @Nullable RelDataType inferReturnType(SqlOperatorBinding call) {
            RelDataTypeFactory factory = call.getTypeFactory();
            List<RelDataType> types = call.collectOperandTypes();
            RelDataType key = factory.leastRestrictive(Util.quotientList(types, 2, 0));
            RelDataType value = factory.leastRestrictive(Util.quotientList(types, 2, 1));
            return key == null || value == null ? null : SqlTypeUtil.createMapType(factory, key, value, false);
        }
    }
}
