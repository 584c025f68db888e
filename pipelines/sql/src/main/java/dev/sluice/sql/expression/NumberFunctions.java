package dev.sluice.sql.expression;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleUnaryOperator;
import org.apache.calcite.sql.type.SqlTypeName;

/** Functions of numbers. */
final class NumberFunctions {

    static final Map<String, Translator> FUNCTIONS = new HashMap<>(Map.ofEntries(
            Map.entry("ABS", NumberFunctions::abs),
            Map.entry("FLOOR", call -> toWhole(call, RoundingMode.FLOOR)),
            Map.entry("CEIL", call -> toWhole(call, RoundingMode.CEILING)),
            Map.entry("SIGN", NumberFunctions::sign),
            Map.entry("ROUND", call -> round(call, RoundingMode.HALF_UP)),
            Map.entry("TRUNCATE", call -> round(call, RoundingMode.DOWN)),
            Map.entry("POWER", Strict.two((Number a, Number b) -> Math.pow(a.doubleValue(), b.doubleValue()))),
            Map.entry("ATAN2", Strict.two((Number a, Number b) -> Math.atan2(a.doubleValue(), b.doubleValue()))),
            Map.entry("LOG", NumberFunctions::log),
            Map.entry("PI", call -> new Constant((Object) Math.PI)),
            Map.entry("E", call -> new Constant((Object) Math.E)),
            Map.entry("RAND", NumberFunctions::random),
            Map.entry("RAND_INTEGER", NumberFunctions::randomInteger),
            Map.entry("UUID", call -> row -> UUID.randomUUID().toString())));

    static {
        function("SQRT", Math::sqrt);
        function("EXP", Math::exp);
        function("LN", Math::log);
        function("LOG2", x -> Math.log(x) / Math.log(2));
        function("LOG10", Math::log10);
        function("SIN", Math::sin);
        function("COS", Math::cos);
        function("TAN", Math::tan);
        function("COT", x -> 1 / Math.tan(x));
        function("ASIN", Math::asin);
        function("ACOS", Math::acos);
        function("ATAN", Math::atan);
        function("SINH", Math::sinh);
        function("COSH", Math::cosh);
        function("TANH", Math::tanh);
        function("DEGREES", Math::toDegrees);
        function("RADIANS", Math::toRadians);
    }

    /** Of the largest DOUBLE: what is rounded to more digits before the point is 0 or too large. */
    private static final int MAX_DIGITS = 309;

    private NumberFunctions() {}

    private interface OfDouble extends DoubleUnaryOperator, Serializable {}

    private static void function(String name, OfDouble function) {
        FUNCTIONS.put(name, Strict.one((Number x) -> function.applyAsDouble(x.doubleValue())));
    }

    /** Whole numbers wrap round: the least has no opposite. */
    private static Expression abs(Call call) {
        Arithmetic.Narrow narrow = Arithmetic.Narrow.to(call.kind());
        return switch (call.kind()) {
            case DECIMAL -> Strict.of(call.argument(0), (BigDecimal a) -> a.abs());
            case DOUBLE -> Strict.of(call.argument(0), (Double a) -> Math.abs(a));
            case FLOAT, REAL -> Strict.of(call.argument(0), (Float a) -> Math.abs(a));
            default -> Strict.of(call.argument(0), (Number a) -> narrow.of(Math.abs(a.longValue())));
        };
    }

    private static Expression sign(Call call) {
        Arithmetic.Narrow narrow = Arithmetic.Narrow.to(call.kind());
        return switch (call.kind()) {
            case DECIMAL -> {
                int scale = call.type().getScale();
                yield Strict.of(
                        call.argument(0),
                        (BigDecimal a) -> BigDecimal.valueOf(a.signum()).setScale(scale));
            }
            case DOUBLE -> Strict.of(call.argument(0), (Double a) -> Math.signum(a));
            case FLOAT, REAL -> Strict.of(call.argument(0), (Float a) -> Math.signum(a));
            default -> Strict.of(call.argument(0), (Number a) -> narrow.of(Long.signum(a.longValue())));
        };
    }

    private static Expression toWhole(Call call, RoundingMode mode) throws UnsupportedExpressionException {
        boolean floor = mode == RoundingMode.FLOOR;
        if (call.size() == 2) {
            return TimeFields.round(call, floor);
        }
        return switch (call.kindOf(0)) {
            case DECIMAL -> Strict.of(call.argument(0), (BigDecimal a) -> a.setScale(0, mode));
            case DOUBLE -> Strict.of(call.argument(0), (Double a) -> floor ? Math.floor(a) : Math.ceil(a));
            case FLOAT, REAL ->
                Strict.of(call.argument(0), (Float a) -> (float) (floor ? Math.floor(a) : Math.ceil(a)));
            default -> call.argument(0);
        };
    }

    private static Expression round(Call call, RoundingMode mode) {
        Expression digits = call.size() > 1 ? call.argument(1) : row -> 0;
        Cast result = NumberCasts.ofNumber(SqlTypeName.DECIMAL, call.type());
        return Strict.of(
                call.argument(0),
                digits,
                (Number number, Number to) -> result.apply(rounded(exactly(number), to.intValue(), mode)));
    }

    private static BigDecimal rounded(BigDecimal number, int digits, RoundingMode mode) {
        if (digits < -MAX_DIGITS) {
            throw new EvaluationException("Expected to round to " + -MAX_DIGITS + " digits or more, found " + digits);
        }
        return digits >= number.scale() ? number : number.setScale(digits, mode);
    }

    private static BigDecimal exactly(Number number) {
        return number instanceof Double || number instanceof Float
                ? NumberCasts.ofFloating(number.doubleValue())
                : Decimals.exactly(number);
    }

    private static Expression log(Call call) {
        return call.size() == 1
                ? Strict.of(call.argument(0), (Number x) -> Math.log(x.doubleValue()))
                : Strict.of(
                        call.argument(0),
                        call.argument(1),
                        (Number base, Number x) -> Math.log(x.doubleValue()) / Math.log(base.doubleValue()));
    }

    /** With a seed the numbers are always the same, for each worker. */
    private static Expression random(Call call) {
        if (call.size() == 0) {
            return row -> ThreadLocalRandom.current().nextDouble();
        }
        if (call.literal(0) instanceof Number seed) {
            Random random = new Random(seed.longValue());
            return row -> random.nextDouble();
        }
        return Strict.of(call.argument(0), (Number seed) -> new Random(seed.longValue()).nextDouble());
    }

    private static Expression randomInteger(Call call) {
        if (call.size() == 1) {
            return Strict.of(
                    call.argument(0),
                    (Number bound) -> ThreadLocalRandom.current().nextInt(bound(bound)));
        }
        if (call.literal(0) instanceof Number seed) {
            Random random = new Random(seed.longValue());
            return Strict.of(call.argument(1), (Number bound) -> random.nextInt(bound(bound)));
        }
        return Strict.of(
                call.argument(0),
                call.argument(1),
                (Number seed, Number bound) -> new Random(seed.longValue()).nextInt(bound(bound)));
    }

    private static int bound(Number bound) {
        if (bound.intValue() <= 0) {
            throw new EvaluationException("Expected a positive bound for a random number, found " + bound);
        }
        return bound.intValue();
    }
}
