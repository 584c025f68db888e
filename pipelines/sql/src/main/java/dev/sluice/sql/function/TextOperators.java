package dev.sluice.sql.function;

import static dev.sluice.sql.function.Signatures.FIRST_AS_STRING_OR_NULL;
import static dev.sluice.sql.function.Signatures.STRING;
import static dev.sluice.sql.function.Signatures.STRING_OR_NULL;
import static dev.sluice.sql.function.Signatures.families;
import static dev.sluice.sql.function.Signatures.function;
import static dev.sluice.sql.function.Signatures.nullableIfOperands;
import static dev.sluice.sql.function.Signatures.orNull;
import static org.apache.calcite.sql.type.OperandTypes.or;
import static org.apache.calcite.sql.type.OperandTypes.repeat;
import static org.apache.calcite.sql.type.ReturnTypes.ARG0;
import static org.apache.calcite.sql.type.ReturnTypes.BOOLEAN;
import static org.apache.calcite.sql.type.ReturnTypes.BOOLEAN_NULLABLE;
import static org.apache.calcite.sql.type.ReturnTypes.INTEGER_NULLABLE;
import static org.apache.calcite.sql.type.SqlTypeFamily.BINARY;
import static org.apache.calcite.sql.type.SqlTypeFamily.CHARACTER;
import static org.apache.calcite.sql.type.SqlTypeFamily.INTEGER;
import static org.apache.calcite.sql.type.SqlTypeName.CHAR;
import static org.apache.calcite.sql.type.SqlTypeName.VARCHAR;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;

/** Functions of text, and of bytes as text. */
final class TextOperators {

    private static final SqlOperandTypeChecker TEXT = families(CHARACTER);
    private static final SqlOperandTypeChecker TWO_TEXTS = families(CHARACTER, CHARACTER);
    private static final SqlOperandTypeChecker THREE_TEXTS = families(CHARACTER, CHARACTER, CHARACTER);
    private static final SqlOperandTypeChecker TEXT_AND_NUMBER = families(CHARACTER, INTEGER);
    private static final SqlOperandTypeChecker TEXT_AND_TWO_NUMBERS = families(CHARACTER, INTEGER, INTEGER);
    private static final SqlOperandTypeChecker TWO_TEXTS_AND_NUMBER = families(CHARACTER, CHARACTER, INTEGER);
    private static final SqlOperandTypeChecker TEXT_OR_BYTES = families(SqlTypeFamily.STRING);
    private static final SqlOperandTypeChecker TEXT_OR_NUMBER = or(TEXT, OperandTypes.NUMERIC);
    private static final SqlReturnTypeInference VARYING =
            ARG0.andThen(SqlTypeTransforms.TO_NULLABLE).andThen(SqlTypeTransforms.TO_VARYING);

    private TextOperators() {}

    static List<SqlOperator> all() {
        return List.of(
                function("CONCAT", STRING, repeat(SqlOperandCountRanges.from(1), OperandTypes.CHARACTER)),
                function("CONCAT_WS", STRING, repeat(SqlOperandCountRanges.from(1), OperandTypes.CHARACTER)),
                function("SUBSTRING", FIRST_AS_STRING_OR_NULL, or(TEXT_AND_NUMBER, TEXT_AND_TWO_NUMBERS)),
                function("SUBSTR", FIRST_AS_STRING_OR_NULL, or(TEXT_AND_NUMBER, TEXT_AND_TWO_NUMBERS)),
                function("LEFT", FIRST_AS_STRING_OR_NULL, TEXT_AND_NUMBER),
                function("RIGHT", FIRST_AS_STRING_OR_NULL, TEXT_AND_NUMBER),
                function("LTRIM", VARYING, or(TEXT, TWO_TEXTS)),
                function("RTRIM", VARYING, or(TEXT, TWO_TEXTS)),
                function("LPAD", STRING, families(CHARACTER, INTEGER, CHARACTER)),
                function("RPAD", STRING, families(CHARACTER, INTEGER, CHARACTER)),
                function("REPEAT", STRING, TEXT_AND_NUMBER),
                function("REVERSE", STRING_OR_NULL, TEXT),
                function("REPLACE", STRING, THREE_TEXTS),
                function("SPLIT_INDEX", STRING_OR_NULL, or(TEXT_AND_TWO_NUMBERS, TWO_TEXTS_AND_NUMBER)),
                function("REGEXP", BOOLEAN_NULLABLE, TWO_TEXTS),
                function("REGEXP_REPLACE", STRING, THREE_TEXTS),
                function("REGEXP_EXTRACT", STRING_OR_NULL, or(TWO_TEXTS_AND_NUMBER, TWO_TEXTS)),
                function("LOCATE", INTEGER_NULLABLE, or(TWO_TEXTS, TWO_TEXTS_AND_NUMBER)),
                function(
                        "INSTR",
                        INTEGER_NULLABLE,
                        or(TWO_TEXTS, TWO_TEXTS_AND_NUMBER, families(CHARACTER, CHARACTER, INTEGER, INTEGER))),
                function("ASCII", INTEGER_NULLABLE, TEXT),
                function("CHR", STRING_OR_NULL, families(INTEGER)),
                function("ENCODE", orNull(SqlTypeName.BINARY), TWO_TEXTS),
                function("DECODE", STRING_OR_NULL, families(BINARY, CHARACTER)),
                function("TO_BASE64", STRING, TEXT_OR_BYTES),
                function("FROM_BASE64", STRING, TEXT_OR_BYTES),
                function("PARSE_URL", STRING_OR_NULL, or(TWO_TEXTS, THREE_TEXTS)),
                function("STR_TO_MAP", ReturnTypes.explicit(TextOperators::mapOfText), or(TEXT, THREE_TEXTS)),
                function("IS_ALPHA", BOOLEAN, TEXT_OR_NUMBER),
                function("IS_DIGIT", BOOLEAN, TEXT_OR_NUMBER),
                function("IS_DECIMAL", BOOLEAN, TEXT_OR_NUMBER),
                function("MD5", nullableIfOperands(CHAR, 32), TEXT_OR_BYTES),
                function("SHA1", nullableIfOperands(CHAR, 40), TEXT_OR_BYTES),
                function("SHA224", nullableIfOperands(CHAR, 56), TEXT_OR_BYTES),
                function("SHA256", nullableIfOperands(CHAR, 64), TEXT_OR_BYTES),
                function("SHA384", nullableIfOperands(CHAR, 96), TEXT_OR_BYTES),
                function("SHA512", nullableIfOperands(CHAR, 128), TEXT_OR_BYTES),
                function("SHA2", nullableIfOperands(VARCHAR, 128), families(SqlTypeFamily.STRING, INTEGER)));
    }

    private static RelDataType mapOfText(RelDataTypeFactory factory) {
        RelDataType text = FlinkTypes.string(factory);
        return factory.createTypeWithNullability(factory.createMapType(text, text), true);
    }
}
