package dev.sluice.sql.expression;

import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** LIKE and SIMILAR TO. A pattern that is a literal is compiled once; of the common ones, such as {@code abc%}, nothing is compiled. */
final class Patterns {

    static final Map<String, Translator> FUNCTIONS = Map.of(
            "LIKE", call -> match(call, Patterns::like),
            "NOT LIKE", call -> Strict.of(match(call, Patterns::like), (Boolean found) -> !found),
            "SIMILAR TO", call -> match(call, Patterns::similar),
            "NOT SIMILAR TO", call -> Strict.of(match(call, Patterns::similar), (Boolean found) -> !found));

    private static final String SPECIAL_IN_JAVA = "[]()|^-+*?{}$\\.";
    private static final String SPECIAL_IN_SIMILAR = "[]()|^-+*_%?{}";
    private static final String ANY_TEXT = "(?s:.*)";

    private static final Map<String, String> CLASSES = Map.of(
            "ALPHA", "\\p{Alpha}",
            "UPPER", "\\p{Upper}",
            "LOWER", "\\p{Lower}",
            "DIGIT", "\\d",
            "SPACE", " ",
            "WHITESPACE", "\\s",
            "ALNUM", "\\p{Alnum}");

    private Patterns() {}

    /** Whether a text matches. */
    private interface Matcher extends Serializable {
        boolean matches(String text);
    }

    /** What a pattern means. */
    private interface Syntax extends Serializable {
        Matcher matcher(String pattern, @Nullable String escape);
    }

    private static Expression match(Call call, Syntax syntax) throws UnsupportedExpressionException {
        Expression text = call.argument(0);
        boolean constantEscape = call.size() < 3 || call.isLiteral(2);
        if (call.literal(1) instanceof String pattern && constantEscape) {
            if (pattern.isEmpty() && call.size() < 3 && call.name().endsWith("LIKE")) {
                // A surprise of Flink's: a literal that is empty is like everything.
                return Strict.of(text, (Object any) -> true);
            }
            Matcher matcher;
            try {
                matcher = syntax.matcher(pattern, call.size() < 3 ? null : (String) call.literal(2));
            } catch (EvaluationException e) {
                throw call.unsupported(String.valueOf(e.getMessage()));
            }
            return Strict.of(text, matcher::matches);
        }
        return call.size() < 3
                ? Strict.of(
                        text,
                        call.argument(1),
                        (String t, String p) -> syntax.matcher(p, null).matches(t))
                : Strict.of(
                        text,
                        call.argument(1),
                        call.argument(2),
                        (String t, String p, String e) -> syntax.matcher(p, e).matches(t));
    }

    private static Matcher like(String pattern, @Nullable String escape) {
        if (escape == null && pattern.indexOf('_') < 0) {
            int last = pattern.length() - 1;
            int first = pattern.indexOf('%');
            if (first < 0) {
                return pattern::equals;
            }
            if (first == last) {
                String start = pattern.substring(0, last);
                return text -> text.startsWith(start);
            }
            int second = pattern.indexOf('%', first + 1);
            if (first == 0 && second < 0) {
                String end = pattern.substring(1);
                return text -> text.endsWith(end);
            }
            if (first == 0 && second == last) {
                String middle = pattern.substring(1, last);
                return text -> text.contains(middle);
            }
        }
        Pattern compiled = Pattern.compile(likeAsRegex(pattern, escape(escape)));
        return text -> compiled.matcher(text).matches();
    }

    private static String likeAsRegex(String pattern, char escape) {
        StringBuilder regex = new StringBuilder(2 * pattern.length());
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == escape && escape != 0) {
                i++;
                char escaped = i < pattern.length() ? pattern.charAt(i) : 0;
                if (escaped != '_' && escaped != '%' && escaped != escape) {
                    throw invalid(pattern, i);
                }
                literally(regex, escaped);
            } else if (c == '_') {
                regex.append('.');
            } else if (c == '%') {
                regex.append(ANY_TEXT);
            } else {
                literally(regex, c);
            }
        }
        return regex.toString();
    }

    private static Matcher similar(String pattern, @Nullable String escape) {
        try {
            Pattern compiled = Pattern.compile(similarAsRegex(pattern, escape(escape)));
            return text -> compiled.matcher(text).matches();
        } catch (PatternSyntaxException e) {
            throw invalid(pattern, Math.max(e.getIndex(), 0));
        }
    }

    private static String similarAsRegex(String pattern, char escape) {
        StringBuilder regex = new StringBuilder(2 * pattern.length());
        boolean inBrackets = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == escape && escape != 0) {
                i++;
                char escaped = i < pattern.length() ? pattern.charAt(i) : 0;
                if (escaped != escape && (escaped == 0 || SPECIAL_IN_SIMILAR.indexOf(escaped) < 0)) {
                    throw invalid(pattern, i);
                }
                literally(regex, escaped);
            } else if (inBrackets && pattern.startsWith("[:", i)) {
                int end = pattern.indexOf(":]", i);
                String name = end < 0 ? "" : pattern.substring(i + 2, end);
                String characters = CLASSES.get(name.toUpperCase(Locale.ROOT));
                if (characters == null) {
                    throw invalid(pattern, i);
                }
                regex.append(characters);
                i = end + 1;
            } else if (c == '[' || c == ']') {
                if (inBrackets == (c == '[')) {
                    throw invalid(pattern, i);
                }
                inBrackets = c == '[';
                regex.append(c);
            } else if (inBrackets) {
                if (c != '-' && c != '^' && SPECIAL_IN_SIMILAR.indexOf(c) >= 0) {
                    throw invalid(pattern, i);
                }
                regex.append(c);
            } else if (c == '_') {
                regex.append('.');
            } else if (c == '%') {
                regex.append(ANY_TEXT);
            } else if (c == '\\' || c == '$') {
                literally(regex, c);
            } else {
                regex.append(c);
            }
        }
        return regex.toString();
    }

    private static void literally(StringBuilder regex, char c) {
        if (SPECIAL_IN_JAVA.indexOf(c) >= 0) {
            regex.append('\\');
        }
        regex.append(c);
    }

    /** The character, or 0 where there is none. */
    private static char escape(@Nullable String escape) {
        if (escape == null) {
            return 0;
        }
        if (escape.length() != 1) {
            throw new EvaluationException("Expected one character behind ESCAPE, found '" + escape + "'");
        }
        return escape.charAt(0);
    }

    private static EvaluationException invalid(String pattern, int at) {
        return new EvaluationException("Expected a valid pattern, found '" + pattern + "', wrong at " + (at + 1));
    }
}
