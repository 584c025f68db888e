package dev.sluice.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Functions of regular expressions, those of Java. A pattern is compiled once where it is a constant. A match that takes
 * too many steps, or too deep a stack, is given up: the result is undefined, and no message can hold up a rule.
 */
final class PatternFunctions {

    private PatternFunctions() {}

    static Stream<Function> all() {
        return Stream.of(
                ofPattern("regexp_matches", 2, (matcher, arguments) -> Values.of(matcher.find())),
                ofPattern(
                        "regexp_substr",
                        2,
                        (matcher, arguments) -> matcher.find() ? Values.of(matcher.group()) : Json.UNDEFINED),
                ofPattern("regexp_replace", 3, (matcher, arguments) -> {
                    String replacement = Values.text(arguments[2]);
                    return replacement == null ? Json.UNDEFINED : Values.of(matcher.replaceAll(replacement));
                }));
    }

    private static Function ofPattern(String name, int arguments, BiFunction<Matcher, JsonNode[], JsonNode> use) {
        return new Function(name, arguments, arguments, () -> new Matching(use), List.of())
                .checking(1, PatternFunctions::mistake);
    }

    private static @Nullable String mistake(String pattern) {
        try {
            var unused = Pattern.compile(pattern);
            return null;
        } catch (PatternSyntaxException e) {
            return "expected a regular expression, found '" + pattern + "': " + e.getDescription();
        }
    }

    private static final class Matching implements Function.Body {

        private final BiFunction<Matcher, JsonNode[], JsonNode> use;
        private volatile @Nullable Pattern last;

        Matching(BiFunction<Matcher, JsonNode[], JsonNode> use) {
            this.use = use;
        }

        @Override
        public JsonNode of(Message message, JsonNode[] arguments) {
            String text = Values.text(arguments[0]);
            String pattern = Values.text(arguments[1]);
            if (text == null || pattern == null) {
                return Json.UNDEFINED;
            }
            try {
                return use.apply(compiled(pattern).matcher(new Steps(text)), arguments);
            } catch (IllegalArgumentException | IndexOutOfBoundsException | StackOverflowError e) {
                // No pattern, no replacement, or a match that does not come to an end.
                return Json.UNDEFINED;
            }
        }

        private Pattern compiled(String pattern) {
            Pattern known = last;
            if (known == null || !known.pattern().equals(pattern)) {
                known = Pattern.compile(pattern);
                last = known;
            }
            return known;
        }
    }

    /** A text that can be looked at so many times and no more. */
    private static final class Steps implements CharSequence {

        /** About ten milliseconds. */
        private static final int MOST = 1_000_000;

        private final String text;
        private int left = MOST;

        Steps(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) {
                throw new IllegalArgumentException("a match takes more than " + MOST + " steps");
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
