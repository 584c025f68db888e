package dev.sluice.sql.expression;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What SQL computes of one row. A row is an array with a value for each column, null where it is NULL:
 *
 * <table>
 * <caption>values</caption>
 * <tr><td>BOOLEAN</td><td>Boolean</td></tr>
 * <tr><td>TINYINT, SMALLINT, INTEGER, BIGINT</td><td>Byte, Short, Integer, Long</td></tr>
 * <tr><td>FLOAT, DOUBLE</td><td>Float, Double</td></tr>
 * <tr><td>DECIMAL(p, s)</td><td>BigDecimal of scale s</td></tr>
 * <tr><td>CHAR, VARCHAR</td><td>String</td></tr>
 * <tr><td>BINARY, VARBINARY</td><td>byte[]</td></tr>
 * <tr><td>DATE</td><td>Integer, days since 1970-01-01</td></tr>
 * <tr><td>TIME</td><td>Integer, milliseconds of the day</td></tr>
 * <tr><td>TIMESTAMP</td><td>Long, microseconds since 1970-01-01 00:00 of the wall's clock</td></tr>
 * <tr><td>TIMESTAMP_LTZ</td><td>Long, microseconds since the epoch</td></tr>
 * <tr><td>INTERVAL of days and seconds</td><td>Long, milliseconds</td></tr>
 * <tr><td>INTERVAL of years and months</td><td>Integer, months</td></tr>
 * <tr><td>ARRAY, MAP, ROW</td><td>List, Map, Object[]</td></tr>
 * </table>
 *
 * An expression is a value; it holds nothing between rows, and may be used by several threads.
 */
@FunctionalInterface
public interface Expression extends Serializable {

    /**
     * The value of the expression.
     *
     * @throws EvaluationException where the row has none: a cast that fails, a division by zero
     */
    @Nullable
    Object evaluate(@Nullable Object[] row);
}
