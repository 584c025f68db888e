package dev.sluice.sql.expression;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.jspecify.annotations.Nullable;

/** Functions that make text of text. Positions and lengths are in characters, not in UTF-16 units, except where Flink counts otherwise. */
final class TextFunctions {

    static final Map<String, Translator> FUNCTIONS = Map.ofEntries(
            Map.entry("||", Strict.two((String a, String b) -> a + b)),
            Map.entry("CONCAT", TextFunctions::concat),
            Map.entry("CONCAT_WS", TextFunctions::concatWithSeparator),
            Map.entry("UPPER", Strict.one((String text) -> text.toUpperCase(Locale.ROOT))),
            Map.entry("LOWER", Strict.one((String text) -> text.toLowerCase(Locale.ROOT))),
            Map.entry("INITCAP", Strict.one(TextFunctions::capitalized)),
            Map.entry(
                    "REVERSE",
                    Strict.one(
                            (String text) -> new StringBuilder(text).reverse().toString())),
            Map.entry("REPEAT", Strict.two((String text, Number times) -> text.repeat(Math.max(0, times.intValue())))),
            Map.entry("REPLACE", Strict.three((String text, String old, String now) -> text.replace(old, now))),
            Map.entry("OVERLAY", TextFunctions::overlay),
            Map.entry("SUBSTRING", TextFunctions::substring),
            Map.entry("SUBSTR", TextFunctions::substring),
            Map.entry("LEFT", Strict.two((String text, Number length) -> left(text, length.intValue()))),
            Map.entry("RIGHT", Strict.two((String text, Number length) -> right(text, length.intValue()))),
            Map.entry("LPAD", Strict.three((String text, Number length, String filler) -> {
                String padding = padding(text, length.intValue(), filler);
                return padding == null ? null : padding + head(text, length.intValue());
            })),
            Map.entry("RPAD", Strict.three((String text, Number length, String filler) -> {
                String padding = padding(text, length.intValue(), filler);
                return padding == null ? null : head(text, length.intValue()) + padding;
            })),
            Map.entry("TRIM", TextFunctions::trim),
            Map.entry("LTRIM", call -> trim(call, true, false)),
            Map.entry("RTRIM", call -> trim(call, false, true)));

    private TextFunctions() {}

    private static Expression concat(Call call) {
        Expression[] parts = call.arguments().toArray(Expression[]::new);
        return row -> {
            StringBuilder text = new StringBuilder();
            for (Expression part : parts) {
                Object value = part.evaluate(row);
                if (value == null) {
                    return null;
                }
                text.append((String) value);
            }
            return text.toString();
        };
    }

    /** NULL is left out, but for the separator. */
    private static Expression concatWithSeparator(Call call) {
        Expression[] parts = call.arguments().toArray(Expression[]::new);
        return row -> {
            Object separator = parts[0].evaluate(row);
            if (separator == null) {
                return null;
            }
            StringJoiner text = new StringJoiner((String) separator);
            for (int i = 1; i < parts.length; i++) {
                Object value = parts[i].evaluate(row);
                if (value != null) {
                    text.add((String) value);
                }
            }
            return text.toString();
        };
    }

    /** A word is of ASCII letters and digits; no other letter is changed. */
    private static String capitalized(String text) {
        StringBuilder capitalized = new StringBuilder(text.length());
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z') {
                capitalized.append(inWord ? c : (char) (c - 'a' + 'A'));
                inWord = true;
            } else if (c >= 'A' && c <= 'Z') {
                capitalized.append(inWord ? (char) (c - 'A' + 'a') : c);
                inWord = true;
            } else {
                capitalized.append(c);
                inWord = c >= '0' && c <= '9';
            }
        }
        return capitalized.toString();
    }

    private static Expression overlay(Call call) {
        Expression text = call.argument(0);
        Expression replacement = call.argument(1);
        Expression start = call.argument(2);
        Expression placed = Strict.of(
                text,
                replacement,
                start,
                (String t, String r, Number from) -> overlay(t, r, from.longValue(), r.length()));
        if (call.size() == 3) {
            return placed;
        }
        Expression length = call.argument(3);
        return row -> {
            Number count = (Number) length.evaluate(row);
            return count == null
                    ? null
                    : Strict.of(
                                    text,
                                    replacement,
                                    start,
                                    (String t, String r, Number from) ->
                                            overlay(t, r, from.longValue(), count.longValue()))
                            .evaluate(row);
        };
    }

    /** What follows the part that is replaced is kept only where that part ends before the text does. */
    private static String overlay(String text, String replacement, long start, long length) {
        if (start <= 0 || start > text.length()) {
            return text;
        }
        String placed = text.substring(0, (int) start - 1) + replacement;
        return length > 0 && start + length <= text.length()
                ? placed + text.substring((int) (start - 1 + length))
                : placed;
    }

    private static Expression substring(Call call) {
        return call.size() == 2
                ? Strict.of(
                        call.argument(0),
                        call.argument(1),
                        (String text, Number from) -> substring(text, from.intValue(), Integer.MAX_VALUE))
                : Strict.of(
                        call.argument(0),
                        call.argument(1),
                        call.argument(2),
                        (String text, Number from, Number length) ->
                                substring(text, from.intValue(), length.intValue()));
    }

    /** From a position, of 1, or from the end where it is negative. */
    private static @Nullable String substring(String text, int from, int length) {
        if (length < 0) {
            return null;
        }
        int points = text.codePointCount(0, text.length());
        int start = from > 0 ? from - 1 : from < 0 ? points + from : 0;
        if (start < 0 || start >= points) {
            return "";
        }
        int begin = text.offsetByCodePoints(0, start);
        return points - start <= length
                ? text.substring(begin)
                : text.substring(begin, text.offsetByCodePoints(begin, length));
    }

    private static @Nullable String left(String text, int length) {
        return length <= 0 ? "" : substring(text, 1, length);
    }

    private static @Nullable String right(String text, int length) {
        if (length <= 0) {
            return "";
        }
        return length >= text.codePointCount(0, text.length()) ? text : substring(text, -length, Integer.MAX_VALUE);
    }

    /** What is missing to a length in UTF-16 units; null where there is no answer. */
    private static @Nullable String padding(String text, int length, String filler) {
        if (length < 0 || filler.isEmpty()) {
            return null;
        }
        int missing = Math.max(0, length - text.length());
        return filler.repeat(missing / filler.length() + 1).substring(0, missing);
    }

    private static String head(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    private static Expression trim(Call call) throws UnsupportedExpressionException {
        SqlTrimFunction.Flag where = call.symbol(0, SqlTrimFunction.Flag.class);
        boolean start = where != SqlTrimFunction.Flag.TRAILING;
        boolean end = where != SqlTrimFunction.Flag.LEADING;
        return Strict.of(
                call.argument(2),
                call.argument(1),
                (String text, String characters) -> trimmed(text, characters, start, end));
    }

    private static Expression trim(Call call, boolean start, boolean end) {
        return call.size() == 1
                ? Strict.of(call.argument(0), (String text) -> trimmed(text, " ", start, end))
                : Strict.of(
                        call.argument(0),
                        call.argument(1),
                        (String text, String characters) -> trimmed(text, characters, start, end));
    }

    private static String trimmed(String text, String characters, boolean start, boolean end) {
        int from = 0;
        int to = text.length();
        while (start && from < to && characters.indexOf(text.codePointAt(from)) >= 0) {
            from = text.offsetByCodePoints(from, 1);
        }
        while (end && to > from && characters.indexOf(text.codePointBefore(to)) >= 0) {
            to = text.offsetByCodePoints(to, -1);
        }
        return text.substring(from, to);
    }
}
