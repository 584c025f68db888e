package dev.sluice.sql.table;

import dev.sluice.sql.script.Mistake;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalLiteral.IntervalValue;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserUtil;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.sql.parser.ddl.SqlWatermark;
import org.jspecify.annotations.Nullable;

/** Reads {@code WATERMARK FOR column AS column - INTERVAL …}. */
final class WatermarkReader {

    private static final int ROW_TIME_DIGITS = 3;

    private WatermarkReader() {}

    /** The watermark, or null, and a mistake, where it is none. */
    static @Nullable Watermark read(SqlWatermark node, Map<String, SqlColumn> columns, List<Mistake> mistakes) {
        SqlIdentifier identifier = node.getEventTimeColumnName();
        String name = identifier.toString();
        SqlColumn column = columns.get(name);
        if (column == null || column instanceof SqlColumn.Metadata) {
            if (!columns.isEmpty()) {
                mistakes.add(Mistake.at(
                        identifier.getParserPosition(), CreateTable.unknown("column", name, columns.keySet())));
            }
            return null;
        }
        if (column instanceof SqlColumn.Physical physical && !isRowTime(physical.type())) {
            mistakes.add(Mistake.at(
                    identifier.getParserPosition(),
                    "expected a TIMESTAMP or TIMESTAMP_LTZ of 0 to 3 digits as event time, found '" + name
                            + "' of type " + physical.type()));
        }
        SqlNode strategy = node.getWatermarkStrategy();
        Duration delay;
        try {
            delay = delay(strategy, name);
        } catch (RuntimeException e) { // Calcite's, of more digits than the unit has
            mistakes.add(Mistake.at(
                    strategy.getParserPosition(),
                    "expected an interval with as many digits as its unit has, such as INTERVAL '300' SECOND(3), found "
                            + strategy));
            return null;
        }
        if (delay == null) {
            mistakes.add(Mistake.at(
                    strategy.getParserPosition(),
                    "expected " + name + ", or " + name + " - INTERVAL '5' SECOND, found " + strategy));
            return null;
        }
        return new Watermark(name, strategy, delay);
    }

    private static boolean isRowTime(RelDataType type) {
        return (type.getSqlTypeName() == SqlTypeName.TIMESTAMP
                        || type.getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
                && type.getPrecision() <= ROW_TIME_DIGITS;
    }

    private static @Nullable Duration delay(SqlNode strategy, String column) {
        if (isColumn(strategy, column)) {
            return Duration.ZERO;
        }
        if (strategy instanceof SqlBasicCall call
                && call.getKind() == SqlKind.MINUS
                && isColumn(call.operand(0), column)
                && call.operand(1) instanceof SqlIntervalLiteral literal
                && literal.getValue() instanceof IntervalValue interval
                && !interval.getIntervalQualifier().isYearMonth()
                && interval.getSign() > 0) {
            return Duration.ofMillis(SqlParserUtil.intervalToMillis(interval));
        }
        return null;
    }

    private static boolean isColumn(SqlNode node, String column) {
        return node instanceof SqlIdentifier identifier && identifier.toString().equals(column);
    }
}
