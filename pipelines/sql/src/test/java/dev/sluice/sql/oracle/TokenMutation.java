package dev.sluice.sql.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A change of a script's tokens, by tokens of other scripts: most of what comes of it is read by the grammar still, and goes on to planning. */
final class TokenMutation {

    private static final Pattern TOKEN =
            Pattern.compile("'(?:[^']|'')*'|`[^`]*`|--[^\n]*|\\s+|\\d[\\w.]*|\\w+|[<>=|!]+|.", Pattern.DOTALL);

    /** What a bracket follows, and is no function. */
    private static final Set<String> CLAUSES = Set.of(
            "FROM", "IN", "TABLE", "OVER", "AS", "FILTER", "EXISTS", "BY", "WHEN", "AND", "OR", "ON", "VALUES", "NOT",
            "SELECT", "WHERE", "HAVING", "SETS", "ALL", "JOIN", "GROUP", "WITH");

    private enum Kind {
        TEXT,
        NUMBER,
        NAME,
        FUNCTION,
        KEYWORD,
        OPERATOR,
        SIGN,
        SPACE;

        static Kind of(String token, String next) {
            char first = token.charAt(0);
            if (first == '\'') {
                return TEXT;
            } else if (Character.isDigit(first)) {
                return NUMBER;
            } else if (Character.isWhitespace(first) || token.startsWith("--")) {
                return SPACE;
            } else if (first == '`' || Character.isLetter(first)) {
                boolean capitals = token.equals(token.toUpperCase(Locale.ROOT));
                return next.equals("(") && !CLAUSES.contains(token) ? FUNCTION : capitals ? KEYWORD : NAME;
            }
            return "+-*/%=<>|!".indexOf(first) < 0 ? SIGN : OPERATOR;
        }

        boolean isValue() {
            return this == TEXT || this == NUMBER || this == NAME;
        }
    }

    private final Map<Kind, List<String>> pool = new EnumMap<>(Kind.class);
    private final List<String> expressions;

    /**
     * @param scripts whose tokens are put into others
     * @param expressions that are put in place of a value
     */
    TokenMutation(List<String> scripts, List<String> expressions) {
        for (Kind kind : Kind.values()) {
            pool.put(kind, new ArrayList<>());
        }
        for (String script : scripts) {
            List<String> tokens = tokens(script);
            for (int i = 0; i < tokens.size(); i++) {
                pool.get(kind(tokens, i)).add(tokens.get(i));
            }
        }
        pool.get(Kind.NUMBER).addAll(List.of("0", "1", "2147483648", "1e400", "99999999999999999999", "0.5", "NULL"));
        pool.get(Kind.TEXT).addAll(List.of("''", "'0'", "'-1'", "'1:2'", "'2020-02-30'", "'99999999999'", "'[a'"));
        this.expressions = List.copyOf(expressions);
    }

    private static List<String> tokens(String text) {
        return TOKEN.matcher(text).results().map(MatchResult::group).toList();
    }

    private static Kind kind(List<String> tokens, int place) {
        return Kind.of(tokens.get(place), place + 1 < tokens.size() ? tokens.get(place + 1) : "");
    }

    /** The text with one change: in most cases of a value or a function, in the others of anything. */
    String of(String text, Random random) {
        List<String> tokens = new ArrayList<>(tokens(text));
        List<Integer> places = new ArrayList<>();
        boolean meaningful = random.nextInt(6) > 0;
        for (int i = 0; i < tokens.size(); i++) {
            Kind kind = kind(tokens, i);
            if (meaningful ? kind.isValue() || kind == Kind.FUNCTION || kind == Kind.OPERATOR : kind != Kind.SPACE) {
                places.add(i);
            }
        }
        if (places.isEmpty()) {
            return text;
        }
        int place = of(places, random);
        Kind kind = kind(tokens, place);
        boolean alias = place > 1 && tokens.get(place - 2).equals("AS");
        if (!meaningful) {
            change(tokens, place, random);
        } else if (alias) {
            tokens.set(place, of(pool.get(Kind.NAME), random));
        } else if (kind.isValue() && random.nextBoolean()) {
            tokens.set(place, " " + of(expressions, random) + " ");
        } else if (kind.isValue() && random.nextInt(4) == 0) {
            tokens.set(place, of(pool.get(of(List.of(Kind.TEXT, Kind.NUMBER, Kind.NAME), random)), random));
        } else {
            tokens.set(place, of(pool.get(kind), random));
        }
        return String.join("", tokens);
    }

    private void change(List<String> tokens, int place, Random random) {
        int other = random.nextInt(tokens.size());
        switch (random.nextInt(6)) {
            case 0 -> tokens.remove(place);
            case 1 -> tokens.add(place, " " + tokens.get(place) + " ");
            case 2 -> Collections.swap(tokens, place, other);
            case 3 -> tokens.set(place, of(pool.get(kind(tokens, place)), random));
            case 4 -> tokens.add(place, " " + of(pool.get(Kind.KEYWORD), random) + " ");
            default -> tokens.addAll(place, List.copyOf(tokens.subList(other, Math.min(tokens.size(), other + 9))));
        }
    }

    private static <T> T of(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
