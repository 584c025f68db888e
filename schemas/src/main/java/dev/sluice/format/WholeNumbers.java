package dev.sluice.format;

import dev.sluice.schema.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;

/** How large the whole numbers in one place are, and whether doubles could stand for all of them. */
final class WholeNumbers {

    private static final BigInteger INT = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger BIGINT = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger DECIMAL = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);

    private boolean any;
    /** The greatest n or -1 - n, so that the asymmetric ranges of integers compare. */
    private BigInteger greatest = BigInteger.ZERO;

    private BigInteger greatestMagnitude = BigInteger.ZERO;
    private boolean doubles = true;

    void add(String literal) {
        BigInteger value = new BigInteger(literal);
        any = true;
        greatest = (value.signum() < 0 ? value.not() : value).max(greatest);
        greatestMagnitude = value.abs().max(greatestMagnitude);
        double nearest = value.doubleValue();
        doubles &= !Double.isInfinite(nearest)
                && new BigDecimal(Double.toString(nearest)).compareTo(new BigDecimal(value)) == 0;
    }

    void merge(WholeNumbers other) {
        any |= other.any;
        greatest = greatest.max(other.greatest);
        greatestMagnitude = greatestMagnitude.max(other.greatestMagnitude);
        doubles &= other.doubles;
    }

    boolean isNone() {
        return !any;
    }

    /** Whether each is what its nearest double is written as: {@code 12345678901234567000}, but not {@code 2^53 + 1}. */
    boolean areDoubles() {
        return doubles;
    }

    /** The first type that holds them all. */
    ColumnType type() {
        if (greatest.compareTo(INT) <= 0) {
            return ColumnType.Simple.INT;
        }
        if (greatest.compareTo(BIGINT) <= 0) {
            return ColumnType.Simple.BIGINT;
        }
        return greatestMagnitude.compareTo(DECIMAL) <= 0 ? new ColumnType.Decimal(38, 0) : ColumnType.Simple.STRING;
    }
}
