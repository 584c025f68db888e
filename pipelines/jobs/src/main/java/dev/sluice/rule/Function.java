package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function of the language.
 *
 * @param least how many arguments it takes at least
 * @param most how many at most
 * @param bodies makes one for each place it is called from, so that what it prepares stays there
 * @param checks of arguments that are constants, made before a message is there
 */
record Function(String name, int least, int most, Supplier<Body> bodies, List<Check> checks) {

    static final int ANY = Integer.MAX_VALUE;

    /** Gives a value; undefined where an argument is not of its type. */
    @FunctionalInterface
    interface Body {
        JsonNode of(Message message, JsonNode[] arguments);
    }

    /**
     * Looks at an argument that is a string constant.
     *
     * @param argument which, from 0
     */
    record Check(int argument, java.util.function.Function<String, @Nullable String> mistake) {}

    static Function of(String name, int least, int most, Body body) {
        return new Function(name, least, most, () -> body, List.of());
    }

    static Function of(String name, int arguments, Body body) {
        return of(name, arguments, arguments, body);
    }

    Function checking(int argument, java.util.function.Function<String, @Nullable String> mistake) {
        return new Function(name, least, most, bodies, List.of(new Check(argument, mistake)));
    }

    /** A function of numbers: undefined where an argument is none. */
    static Function ofNumber(String name, java.util.function.Function<BigDecimal, JsonNode> of) {
        return of(name, 1, (message, arguments) -> {
            BigDecimal number = Numbers.decimal(arguments[0]);
            return number == null ? Json.UNDEFINED : of.apply(number);
        });
    }

    /** A function of a number in double precision. */
    static Function ofDouble(String name, DoubleUnaryOperator of) {
        return ofNumber(name, number -> Numbers.of(of.applyAsDouble(number.doubleValue())));
    }

    /** A function of strings: undefined where an argument cannot be one. */
    static Function ofText(String name, java.util.function.Function<String, JsonNode> of) {
        return of(name, 1, (message, arguments) -> {
            String text = Values.text(arguments[0]);
            return text == null ? Json.UNDEFINED : of.apply(text);
        });
    }

    /** A function of two strings. */
    static Function ofTexts(String name, BiFunction<String, String, JsonNode> of) {
        return of(name, 2, (message, arguments) -> {
            String first = Values.text(arguments[0]);
            String second = Values.text(arguments[1]);
            return first == null || second == null ? Json.UNDEFINED : of.apply(first, second);
        });
    }

    /** How many arguments it takes, for a message. */
    String arity() {
        if (most == ANY) {
            return "any number of arguments";
        }
        String count = least == most ? Integer.toString(least) : least + " to " + most;
        return most == 0 ? "no argument" : count + (most == 1 ? " argument" : " arguments");
    }
}
