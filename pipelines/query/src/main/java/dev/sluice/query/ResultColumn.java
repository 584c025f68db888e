package dev.sluice.query;

import java.util.Set;

/**
 * A column of a result.
 *
 * @param name as the query named it
 * @param type DuckDB's name of its type, such as {@code BIGINT} or {@code STRUCT(a INTEGER, b VARCHAR[])}
 */
public record ResultColumn(String name, String type) {
    private static final Set<String> NUMBERS = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT",
            "BIGNUM",
            "FLOAT",
            "DOUBLE");

    /** Whether the values are numbers, lists of numbers not among them. */
    boolean isNumber() {
        return NUMBERS.contains(type) || (type.startsWith("DECIMAL(") && type.endsWith(")"));
    }
}
