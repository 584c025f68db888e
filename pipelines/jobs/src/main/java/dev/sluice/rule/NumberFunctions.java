package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.rule.Numbers.Operator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Stream;

/** Functions of numbers. */
final class NumberFunctions {

    private static final int MOST_PLACES = 34;

    private NumberFunctions() {}

    static Stream<Function> all() {
        return Stream.of(
                Function.of("abs", 1, (message, arguments) -> abs(arguments[0])),
                Function.ofNumber("ceil", number -> Numbers.rounded(number, RoundingMode.CEILING)),
                Function.ofNumber("floor", number -> Numbers.rounded(number, RoundingMode.FLOOR)),
                Function.ofNumber("round", number -> Numbers.rounded(number, RoundingMode.HALF_UP)),
                Function.ofNumber("sign", number -> Numbers.of(number.signum())),
                Function.of("trunc", 2, (message, arguments) -> trunc(arguments[0], arguments[1])),
                Function.of("mod", 2, (message, arguments) -> Operator.REMAINDER.between(arguments[0], arguments[1])),
                Function.of(
                        "remainder", 2, (message, arguments) -> Operator.REMAINDER.between(arguments[0], arguments[1])),
                ofDoubles("power", Math::pow),
                Function.ofDouble("sqrt", Math::sqrt),
                Function.ofDouble("exp", Math::exp),
                Function.ofDouble("ln", Math::log),
                Function.ofDouble("log", Math::log10),
                Function.ofDouble("sin", Math::sin),
                Function.ofDouble("sinh", Math::sinh),
                Function.ofDouble("asin", Math::asin),
                Function.ofDouble("cos", Math::cos),
                Function.ofDouble("cosh", Math::cosh),
                Function.ofDouble("acos", Math::acos),
                Function.ofDouble("tan", Math::tan),
                Function.ofDouble("tanh", Math::tanh),
                Function.ofDouble("atan", Math::atan),
                ofDoubles("atan2", Math::atan2),
                ofBits("bitand", BigInteger::and),
                ofBits("bitor", BigInteger::or),
                ofBits("bitxor", BigInteger::xor),
                Function.of(
                        "rand",
                        0,
                        (message, arguments) ->
                                Numbers.of(ThreadLocalRandom.current().nextDouble())));
    }

    private static Function ofDoubles(String name, DoubleBinaryOperator of) {
        return Function.of(name, 2, (message, arguments) -> {
            BigDecimal first = Numbers.decimal(arguments[0]);
            BigDecimal second = Numbers.decimal(arguments[1]);
            return first == null || second == null
                    ? Json.UNDEFINED
                    : Numbers.of(of.applyAsDouble(first.doubleValue(), second.doubleValue()));
        });
    }

    /** A function of the bits of two Ints; numbers are rounded down to one. */
    private static Function ofBits(String name, BinaryOperator<BigInteger> of) {
        return Function.of(name, 2, (message, arguments) -> {
            JsonNode first = whole(arguments[0]);
            JsonNode second = whole(arguments[1]);
            return first.isMissingNode() || second.isMissingNode()
                    ? Json.UNDEFINED
                    : Numbers.of(of.apply(first.bigIntegerValue(), second.bigIntegerValue()));
        });
    }

    private static JsonNode whole(JsonNode value) {
        BigDecimal number = Numbers.decimal(value);
        return number == null ? Json.UNDEFINED : Numbers.rounded(number, RoundingMode.FLOOR);
    }

    private static JsonNode abs(JsonNode value) {
        BigDecimal number = Numbers.decimal(value);
        if (number == null) {
            return Json.UNDEFINED;
        }
        return value.isIntegralNumber() ? Numbers.of(value.bigIntegerValue().abs()) : Numbers.of(number.abs());
    }

    private static JsonNode trunc(JsonNode value, JsonNode places) {
        BigDecimal number = Numbers.decimal(value);
        Integer wanted = Numbers.index(places);
        if (number == null || wanted == null || value.isIntegralNumber()) {
            return wanted == null || number == null ? Json.UNDEFINED : value;
        }
        int scale = Math.max(0, Math.min(MOST_PLACES, wanted));
        BigDecimal cut = number.scale() > scale ? number.setScale(scale, RoundingMode.DOWN) : number;
        return Numbers.of(cut.stripTrailingZeros());
    }
}
