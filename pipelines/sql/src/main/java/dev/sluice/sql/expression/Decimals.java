package dev.sluice.sql.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Decimals as Flink computes them: 38 digits, rounded half up; NULL for what has more digits than its type. */
final class Decimals {

    static final MathContext DIGITS = new MathContext(38, RoundingMode.HALF_UP);

    private Decimals() {}

    /** A number as a DECIMAL(precision, scale); null where it has too many digits before the point. */
    static @Nullable BigDecimal fit(BigDecimal number, int precision, int scale) {
        BigDecimal rounded = number.scale() == scale ? number : number.setScale(scale, RoundingMode.HALF_UP);
        return rounded.precision() > precision ? null : rounded;
    }

    /** A number that is a whole one or a decimal. */
    static BigDecimal exactly(Number number) {
        return number instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf(number.longValue());
    }
}
