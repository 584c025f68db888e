package dev.sluice.sql.expression;

import java.io.Serializable;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Functions that find something in text. Positions are in characters, from 1. */
final class SearchFunctions {

    static final Map<String, Translator> FUNCTIONS = Map.ofEntries(
            Map.entry("CHAR_LENGTH", Strict.one((String text) -> text.codePointCount(0, text.length()))),
            Map.entry("CHARACTER_LENGTH", Strict.one((String text) -> text.codePointCount(0, text.length()))),
            Map.entry("POSITION", SearchFunctions::position),
            Map.entry("LOCATE", SearchFunctions::position),
            Map.entry("INSTR", SearchFunctions::occurrence),
            Map.entry("REGEXP", SearchFunctions::regexp),
            Map.entry("REGEXP_REPLACE", SearchFunctions::replace),
            Map.entry("REGEXP_EXTRACT", SearchFunctions::extract),
            Map.entry("SPLIT_INDEX", SearchFunctions::split),
            Map.entry("STR_TO_MAP", SearchFunctions::map),
            Map.entry("PARSE_URL", SearchFunctions::url),
            Map.entry("IS_ALPHA", call -> is(call, false, text -> all(text, Character::isLetter))),
            Map.entry(
                    "IS_DIGIT", call -> is(call, Types.isWhole(call.kindOf(0)), text -> all(text, Character::isDigit))),
            Map.entry(
                    "IS_DECIMAL",
                    call -> is(
                            call,
                            Types.isWhole(call.kindOf(0)) || Types.isFloating(call.kindOf(0)),
                            SearchFunctions::isDecimal)));

    private SearchFunctions() {}

    private static Expression position(Call call) {
        return call.size() == 2
                ? Strict.of(
                        call.argument(0), call.argument(1), (String sought, String text) -> position(text, sought, 1))
                : Strict.of(
                        call.argument(0),
                        call.argument(1),
                        call.argument(2),
                        (String sought, String text, Number from) -> position(text, sought, from.intValue()));
    }

    private static int position(String text, String sought, int from) {
        if (sought.isEmpty()) {
            return 1;
        }
        int points = text.codePointCount(0, text.length());
        if (from - 1 > points) {
            return 0;
        }
        int at = text.indexOf(sought, text.offsetByCodePoints(0, Math.max(0, from - 1)));
        return at < 0 ? 0 : text.codePointCount(0, at) + 1;
    }

    private static Expression occurrence(Call call) {
        Expression from = call.size() > 2 ? call.argument(2) : row -> 1;
        Expression which = call.size() > 3 ? call.argument(3) : row -> 1;
        Expression position = Strict.of(from, which, (Number f, Number w) -> new int[] {f.intValue(), w.intValue()});
        return Strict.of(
                call.argument(0),
                call.argument(1),
                position,
                (String text, String sought, int[] at) -> occurrence(text, sought, at[0], at[1]));
    }

    /** From the end where the start is negative. */
    private static int occurrence(String text, String sought, int from, int which) {
        if (which <= 0) {
            throw new EvaluationException("Expected a positive number of the occurrence, found " + which);
        }
        if (from < 0) {
            int found = occurrence(reversed(text), reversed(sought), -from, which);
            return found == 0
                    ? 0
                    : text.codePointCount(0, text.length()) + 2 - found - sought.codePointCount(0, sought.length());
        }
        int found = from == 0 ? 0 : position(text, sought, from);
        for (int i = 1; i < which && found > 0; i++) {
            found = position(text, sought, found + 1);
        }
        return found;
    }

    private static String reversed(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    /** A pattern by its text: null where it is none. */
    private interface Patterns extends Serializable {
        @Nullable
        Pattern of(String regex);
    }

    private static Patterns patterns(Call call, int operand) {
        if (call.literal(operand) instanceof String constant) {
            Pattern compiled = compile(constant);
            return regex -> compiled;
        }
        return SearchFunctions::compile;
    }

    private static @Nullable Pattern compile(String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    private static Expression regexp(Call call) {
        Patterns patterns = patterns(call, 1);
        return Strict.of(call.argument(0), call.argument(1), (String text, String regex) -> {
            Pattern pattern = regex.isEmpty() ? null : patterns.of(regex);
            return pattern != null && pattern.matcher(text).find();
        });
    }

    private static Expression replace(Call call) {
        Patterns patterns = patterns(call, 1);
        return Strict.of(
                call.argument(0), call.argument(1), call.argument(2), (String text, String regex, String now) -> {
                    Pattern pattern = patterns.of(regex);
                    return pattern == null ? null : pattern.matcher(text).replaceAll(Matcher.quoteReplacement(now));
                });
    }

    private static Expression extract(Call call) {
        Patterns patterns = patterns(call, 1);
        Expression group = call.size() > 2 ? call.argument(2) : row -> 0;
        return Strict.of(call.argument(0), call.argument(1), group, (String text, String regex, Number index) -> {
            Pattern pattern = patterns.of(regex);
            if (pattern == null) {
                return null;
            }
            Matcher matcher = pattern.matcher(text);
            int wanted = index.intValue();
            return wanted >= 0 && wanted <= matcher.groupCount() && matcher.find() ? matcher.group(wanted) : null;
        });
    }

    /** The separator is text, or the number of a character. */
    private static Expression split(Call call) {
        boolean text = Types.isText(call.kindOf(1));
        return Strict.of(
                call.argument(0), call.argument(1), call.argument(2), (String list, Object by, Number index) -> {
                    if (text) {
                        return part(list, (String) by, index.intValue());
                    }
                    int character = ((Number) by).intValue();
                    return character < 1 || character > 255
                            ? null
                            : part(list, String.valueOf((char) character), index.intValue());
                });
    }

    private static @Nullable String part(String list, String separator, int index) {
        if (index < 0 || list.isEmpty()) {
            return null;
        }
        String[] parts = separator.isEmpty() ? list.split("\\s+", 0) : list.split(Pattern.quote(separator), -1);
        return index < parts.length ? parts[index] : null;
    }

    private static Expression map(Call call) {
        return call.size() == 1
                ? Strict.of(call.argument(0), (String text) -> map(text, ",", "="))
                : Strict.of(
                        call.argument(0),
                        call.argument(1),
                        call.argument(2),
                        (String text, String pairs, String values) -> map(text, pairs, values));
    }

    /** Both separators are regular expressions; a key without a value has NULL. */
    private static Map<String, @Nullable String> map(String text, String pairs, String values) {
        Map<String, @Nullable String> map = new LinkedHashMap<>();
        if (!text.isEmpty()) {
            for (String pair : text.split(pairs, 0)) {
                String[] parts = pair.split(values, 2);
                map.put(parts.length < 2 ? pair : parts[0], parts.length < 2 ? null : parts[1]);
            }
        }
        return map;
    }

    private static Expression url(Call call) {
        return call.size() == 2
                ? Strict.of(call.argument(0), call.argument(1), (String url, String part) -> partOfUrl(url, part))
                : Strict.of(
                        call.argument(0),
                        call.argument(1),
                        call.argument(2),
                        (String url, String part, String key) ->
                                part.equals("QUERY") ? parameter(partOfUrl(url, part), key) : null);
    }

    private static @Nullable String partOfUrl(String text, String part) {
        URL url;
        try {
            url = new URL(text);
        } catch (MalformedURLException e) {
            return null;
        }
        return switch (part) {
            case "HOST" -> url.getHost();
            case "PATH" -> url.getPath();
            case "QUERY" -> url.getQuery();
            case "REF" -> url.getRef();
            case "PROTOCOL" -> url.getProtocol();
            case "FILE" -> url.getFile();
            case "AUTHORITY" -> url.getAuthority();
            case "USERINFO" -> url.getUserInfo();
            default -> null;
        };
    }

    private static @Nullable String parameter(@Nullable String query, String key) {
        if (query == null) {
            return null;
        }
        for (String parameter : query.split("&", 0)) {
            if (parameter.startsWith(key + "=")) {
                return parameter.substring(key.length() + 1);
            }
        }
        return null;
    }

    /** A question about text. */
    private interface Question extends Serializable {
        boolean of(String text);
    }

    /** NULL answers with no; a number that is no text answers the same whatever it is, also where it is NULL. */
    private static Expression is(Call call, boolean number, Question question) {
        if (!Types.isText(call.kindOf(0))) {
            return new Constant((Object) number);
        }
        Expression argument = call.argument(0);
        return row -> argument.evaluate(row) instanceof String text && question.of(text);
    }

    private interface Letters extends Serializable {
        boolean hold(char c);
    }

    private static boolean all(String text, Letters letters) {
        return !text.isEmpty() && text.chars().allMatch(c -> letters.hold((char) c));
    }

    @SuppressWarnings("ReturnValueIgnored")
    private static boolean isDecimal(String text) {
        try {
            Double.parseDouble(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
