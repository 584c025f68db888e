package dev.sluice.sql.plan;

import dev.sluice.sql.script.InvalidScriptException;
import java.math.BigDecimal;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.jspecify.annotations.Nullable;

/**
 * A query without the LIMIT at its very end, which whoever shows its rows has to keep to.
 *
 * @param query without it
 * @param limit how many rows are to be shown; null: all
 */
record LimitedQuery(SqlNode query, @Nullable Long limit) {

    static LimitedQuery of(SqlNode query) throws InvalidScriptException {
        if (query instanceof SqlOrderBy end
                && end.orderList.isEmpty()
                && end.offset == null
                && end.fetch instanceof SqlLiteral rows) {
            BigDecimal limit = rows.bigDecimalValue();
            if (limit == null || limit.signum() <= 0 || limit.toBigInteger().bitLength() > 62) {
                throw Mistakes.invalid(
                        rows.getParserPosition(), "LIMIT: expected a number of rows from 1 on, found " + rows);
            }
            return new LimitedQuery(end.query, limit.longValue());
        }
        return new LimitedQuery(query, null);
    }
}
