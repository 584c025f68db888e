package dev.sluice.sql.aggregate;

import dev.sluice.sql.function.FlinkTypes;
import dev.sluice.sql.row.SqlRowCoder;
import dev.sluice.sql.row.ValueCoders;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.coders.Coder;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Finds the function for a planned call. */
public final class AggregateFunctions {

    private AggregateFunctions() {}

    /**
     * The function, or empty where it is none of ours.
     *
     * @param name which, in upper case
     * @param distinct whether each value counts once
     * @param operands the types of its operands
     * @param result the type of its result
     */
    public static Optional<AggregateFunction> of(
            String name, boolean distinct, List<RelDataType> operands, RelDataType result) {
        boolean idempotent = name.equals("MIN") || name.equals("MAX");
        Optional<AggregateFunction> function = of(name, operands, result);
        return distinct && !idempotent ? function.map(f -> new Distinct(f, SqlRowCoder.of(operands))) : function;
    }

    private static Optional<AggregateFunction> of(String name, List<RelDataType> operands, RelDataType result) {
        return Optional.ofNullable(
                switch (name) {
                    case "COUNT" -> new Count();
                    case "SUM" -> sum(result, false, false);
                    case "$SUM0" -> sum(result, false, true);
                    case "AVG" -> sum(result, true, false);
                    case "MIN" -> new Extreme(false, coder(operands));
                    case "MAX" -> new Extreme(true, coder(operands));
                    case "FIRST_VALUE" -> new Positional(false, coder(operands));
                    case "LAST_VALUE" -> new Positional(true, coder(operands));
                    case "STDDEV_POP" -> moments(false, true, operands.get(0), result);
                    case "STDDEV_SAMP", "STDDEV" -> moments(true, true, operands.get(0), result);
                    case "VAR_POP" -> moments(false, false, operands.get(0), result);
                    case "VAR_SAMP", "VARIANCE" -> moments(true, false, operands.get(0), result);
                    case "LISTAGG" -> new ListAgg();
                    case "COLLECT" -> new Collect(coder(operands));
                    default -> null;
                });
    }

    private static Coder<Object> coder(List<RelDataType> operands) {
        return ValueCoders.of(operands.get(0));
    }

    private static AggregateFunction moments(boolean sample, boolean root, RelDataType operand, RelDataType result) {
        return result.getSqlTypeName() == SqlTypeName.DECIMAL
                ? DecimalMoments.of(sample, root, operand, result, FlinkTypes.factory())
                : new Moments(sample, root, result.getSqlTypeName());
    }

    private static AggregateFunction sum(RelDataType result, boolean average, boolean zeroIfEmpty) {
        SqlTypeName type = result.getSqlTypeName();
        return switch (type) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> new WholeSum(type, average, zeroIfEmpty);
            case DECIMAL -> new DecimalSum(result.getScale(), average);
            default -> new DoubleSum(type == SqlTypeName.FLOAT, average);
        };
    }
}
