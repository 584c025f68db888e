package dev.sluice.sql.function;

import static org.apache.calcite.sql.fun.SqlStdOperatorTable.*;

import java.util.List;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.OperandTypes;

/** What means to Flink what it means to Calcite, as far as operands and types go. */
final class StandardOperators {

    private static final int PRECEDENCE_OF_PRODUCTS = 60;

    /** Calcite plans it as MOD, and would give it another type before. */
    static final SqlOperator REMAINDER = new SqlBinaryOperator(
            PERCENT_REMAINDER.getName(),
            PERCENT_REMAINDER.getKind(),
            PRECEDENCE_OF_PRODUCTS,
            true,
            MOD.getReturnTypeInference(),
            null,
            OperandTypes.EXACT_NUMERIC_EXACT_NUMERIC);

    private StandardOperators() {}

    static List<SqlOperator> all() {
        return List.of(
                // Sets and queries.
                UNION,
                UNION_ALL,
                EXCEPT,
                EXCEPT_ALL,
                INTERSECT,
                INTERSECT_ALL,
                SCALAR_QUERY,
                EXISTS,
                AS,
                DESC,
                NULLS_FIRST,
                NULLS_LAST,
                GROUPING,
                GROUPING_ID,
                GROUP_ID,
                // Comparison and logic.
                EQUALS,
                NOT_EQUALS,
                GREATER_THAN,
                GREATER_THAN_OR_EQUAL,
                LESS_THAN,
                LESS_THAN_OR_EQUAL,
                IS_DISTINCT_FROM,
                IS_NOT_DISTINCT_FROM,
                BETWEEN,
                NOT_BETWEEN,
                SYMMETRIC_BETWEEN,
                SYMMETRIC_NOT_BETWEEN,
                IN,
                NOT_IN,
                SEARCH,
                LIKE,
                NOT_LIKE,
                SIMILAR_TO,
                NOT_SIMILAR_TO,
                AND,
                OR,
                NOT,
                IS_NULL,
                IS_NOT_NULL,
                IS_TRUE,
                IS_NOT_TRUE,
                IS_FALSE,
                IS_NOT_FALSE,
                IS_UNKNOWN,
                IS_NOT_UNKNOWN,
                CASE,
                NULLIF,
                Casting.CAST,
                REINTERPRET,
                // Arithmetic.
                PLUS,
                MINUS,
                MULTIPLY,
                DIVIDE,
                DIVIDE_INTEGER,
                REMAINDER,
                MOD,
                UNARY_MINUS,
                UNARY_PLUS,
                DATETIME_PLUS,
                MINUS_DATE,
                ABS,
                SIGN,
                SQRT,
                POWER,
                EXP,
                LN,
                LOG10,
                FLOOR,
                CEIL,
                SIN,
                COS,
                TAN,
                COT,
                ASIN,
                ACOS,
                ATAN,
                ATAN2,
                DEGREES,
                RADIANS,
                // Text.
                CONCAT,
                CHAR_LENGTH,
                CHARACTER_LENGTH,
                UPPER,
                LOWER,
                INITCAP,
                TRIM,
                POSITION,
                OVERLAY,
                LITERAL_CHAIN,
                // Time.
                EXTRACT,
                YEAR,
                QUARTER,
                MONTH,
                WEEK,
                DAYOFYEAR,
                DAYOFMONTH,
                DAYOFWEEK,
                HOUR,
                MINUTE,
                SECOND,
                TimeOperators.TIMESTAMP_ADD,
                TIMESTAMP_DIFF,
                OVERLAPS,
                // Rows, arrays, maps.
                ROW,
                DOT,
                ITEM,
                ELEMENT,
                CARDINALITY,
                MULTISET_VALUE,
                DEFAULT);
    }
}
