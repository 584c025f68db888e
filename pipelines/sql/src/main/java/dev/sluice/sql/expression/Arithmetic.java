package dev.sluice.sql.expression;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Map;
import org.apache.calcite.sql.type.SqlTypeName;

/** The four operations and the remainder. Whole numbers wrap round as Java's do; a division of them by zero has no value. */
final class Arithmetic {

    static final Map<String, Translator> FUNCTIONS = Map.of(
            "+", call -> call.size() == 1 ? call.argument(0) : binary(call, Operation.PLUS),
            "-", call -> call.size() == 1 ? negate(call) : binary(call, Operation.MINUS),
            "*", call -> binary(call, Operation.TIMES),
            "/", call -> binary(call, Operation.OVER),
            "/INT", call -> binary(call, Operation.OVER),
            "%", call -> binary(call, Operation.MODULO),
            "MOD", call -> binary(call, Operation.MODULO));

    private Arithmetic() {}

    private static Expression binary(Call call, Operation operation) throws UnsupportedExpressionException {
        SqlTypeName left = call.kindOf(0);
        SqlTypeName right = call.kindOf(1);
        if (Types.isPointInTime(left) || Types.isPointInTime(right)) {
            return TimeArithmetic.translate(call);
        }
        boolean interval = Types.isInterval(left) || Types.isInterval(right);
        if (!interval && (!Types.isNumber(left) || !Types.isNumber(right))) {
            throw call.unsupported("expected numbers");
        }
        Expression first = call.argument(0);
        Expression second = call.argument(1);
        Narrow narrow = Narrow.to(call.kind());
        return switch (call.kind()) {
            case DECIMAL -> {
                int precision = call.type().getPrecision();
                int scale = call.type().getScale();
                yield Strict.of(
                        first,
                        second,
                        (Number a, Number b) ->
                                Decimals.fit(operation.of(Decimals.exactly(a), Decimals.exactly(b)), precision, scale));
            }
            case DOUBLE ->
                Strict.of(first, second, (Number a, Number b) -> operation.of(a.doubleValue(), b.doubleValue()));
            case FLOAT, REAL ->
                Strict.of(first, second, (Number a, Number b) -> (float) operation.of(a.floatValue(), b.floatValue()));
            default ->
                Strict.of(first, second, (Number a, Number b) -> narrow.of(operation.of(a.longValue(), b.longValue())));
        };
    }

    private static Expression negate(Call call) {
        Narrow narrow = Narrow.to(call.kind());
        return switch (call.kind()) {
            case DECIMAL -> Strict.of(call.argument(0), (BigDecimal a) -> a.negate());
            case DOUBLE -> Strict.of(call.argument(0), (Double a) -> -a);
            case FLOAT, REAL -> Strict.of(call.argument(0), (Float a) -> -a);
            default -> Strict.of(call.argument(0), (Number a) -> narrow.of(-a.longValue()));
        };
    }

    /** A long as a number of a narrower type, by its low bits. */
    interface Narrow extends Serializable {
        Object of(long number);

        static Narrow to(SqlTypeName type) {
            return switch (type) {
                case TINYINT -> number -> (byte) number;
                case SMALLINT -> number -> (short) number;
                case INTEGER -> number -> (int) number;
                default -> Types.isYearInterval(type) ? number -> (int) number : number -> number;
            };
        }
    }

    private enum Operation {
        PLUS,
        MINUS,
        TIMES,
        OVER,
        MODULO;

        long of(long a, long b) {
            return switch (this) {
                case PLUS -> a + b;
                case MINUS -> a - b;
                case TIMES -> a * b;
                case OVER -> a / divisor(b);
                case MODULO -> a % divisor(b);
            };
        }

        double of(double a, double b) {
            return switch (this) {
                case PLUS -> a + b;
                case MINUS -> a - b;
                case TIMES -> a * b;
                case OVER -> a / b;
                case MODULO -> a % b;
            };
        }

        BigDecimal of(BigDecimal a, BigDecimal b) {
            return switch (this) {
                case PLUS -> a.add(b);
                case MINUS -> a.subtract(b);
                case TIMES -> a.multiply(b);
                case OVER -> a.divide(divisor(b), Decimals.DIGITS);
                case MODULO -> a.remainder(divisor(b), Decimals.DIGITS);
            };
        }

        private static long divisor(long divisor) {
            if (divisor == 0) {
                throw new EvaluationException("Expected a divisor other than 0");
            }
            return divisor;
        }

        private static BigDecimal divisor(BigDecimal divisor) {
            if (divisor.signum() == 0) {
                throw new EvaluationException("Expected a divisor other than 0");
            }
            return divisor;
        }
    }
}
