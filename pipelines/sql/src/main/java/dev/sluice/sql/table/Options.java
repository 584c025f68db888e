package dev.sluice.sql.table;

import dev.sluice.schema.NearestName;
import dev.sluice.sql.script.Mistake;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.flink.sql.parser.ddl.SqlTableOption;
import org.jspecify.annotations.Nullable;

/**
 * The options of a table, as they stand in its WITH. Whatever is asked for is known; what nobody asked for is a mistake at
 * its place, with the known name that is nearest.
 */
final class Options {

    /** As the catalog itself knows them, and those of Flink's connectors. */
    private static final Pattern SECRET = Pattern.compile(
            "password|passwd|passphrase|secret|jaas|token$|(private|access|api)[-_. ]?key", Pattern.CASE_INSENSITIVE);

    private final Map<String, SqlTableOption> written = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();
    private final SqlParserPos table;
    private final List<Mistake> mistakes;
    private final List<Mistake> warnings;

    /**
     * @param table where the table is named
     * @param mistakes takes what is wrong
     * @param warnings takes what means nothing here
     */
    Options(SqlNodeList properties, SqlParserPos table, List<Mistake> mistakes, List<Mistake> warnings) {
        this.table = table;
        this.mistakes = mistakes;
        this.warnings = warnings;
        for (SqlNode property : properties) {
            SqlTableOption option = (SqlTableOption) property;
            String name = option.getKeyString();
            if (SECRET.matcher(name).find()) {
                known.add(name);
                mistakes.add(Mistake.at(
                        option.getKey().getParserPosition(),
                        "'" + name
                                + "' looks like a secret: a table is kept in the catalog, and shown; put it into a file,"
                                + " and name that by 'connection'"));
            } else if (written.put(name, option) != null) {
                mistakes.add(Mistake.at(
                        option.getKey().getParserPosition(), "expected '" + name + "' once, found it again"));
            }
        }
    }

    /** All options, as they are written. */
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        written.forEach((name, option) -> all.put(name, option.getValueString()));
        return all;
    }

    /** The names that were asked for. */
    Set<String> known() {
        return known;
    }

    boolean has(String name) {
        known.add(name);
        return written.containsKey(name);
    }

    /** The value as it is written, or null where there is none. */
    @Nullable
    String text(String name) {
        known.add(name);
        SqlTableOption option = written.get(name);
        return option == null ? null : option.getValueString();
    }

    /** Puts the first of these options that is written among the settings of a stream, by the name it has there. */
    void copy(Map<String, String> settings, String setting, String... names) {
        for (String name : names) {
            String text = text(name);
            if (text != null) {
                settings.putIfAbsent(setting, text);
            }
        }
    }

    /** The value as it is written, or null, and a mistake, where there is none. */
    @Nullable
    String required(String name, String expected) {
        String text = text(name);
        if (text == null || text.isBlank()) {
            mistake(name, "'" + name + "' is missing: expected " + expected);
            return null;
        }
        return text;
    }

    /** What a value means; null where there is none, or, with a mistake, one that means nothing. */
    <T> @Nullable T optional(String name, String expected, Function<String, @Nullable T> parser) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            T value = parser.apply(text);
            if (value != null) {
                return value;
            }
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            // Said below, as for what the parser gives nothing for.
        }
        mistake(name, "'" + name + "': expected " + expected + ", found '" + text + "'");
        return null;
    }

    /** The same, {@code otherwise} where there is nothing. */
    <T> T value(String name, T otherwise, String expected, Function<String, @Nullable T> parser) {
        T value = optional(name, expected, parser);
        return value == null ? otherwise : value;
    }

    boolean flag(String name, boolean otherwise) {
        return value(name, otherwise, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        });
    }

    /** What one of these words means; {@code otherwise} where there is none, or, with a mistake, another. */
    <T> T choice(String name, T otherwise, Map<String, T> words) {
        T chosen = chosen(name, words);
        return chosen == null ? otherwise : chosen;
    }

    /** What one of these words means; null where there is none, or, with a mistake, another. */
    <T> @Nullable T chosen(String name, Map<String, T> words) {
        String text = text(name);
        T chosen = text == null ? null : words.get(text);
        if (text != null && chosen == null) {
            mistake(
                    name,
                    "'" + name + "': expected one of " + String.join(", ", new TreeSet<>(words.keySet())) + ", found '"
                            + text + "'"
                            + NearestName.of(text, words.keySet())
                                    .map(n -> "; did you mean '" + n + "'?")
                                    .orElse(""));
        }
        return chosen;
    }

    /** The options that begin so, by what follows. */
    Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        written.forEach((name, option) -> {
            if (name.startsWith(prefix)) {
                known.add(name);
                found.put(name.substring(prefix.length()), option.getValueString());
            }
        });
        return found;
    }

    /** Of an option that Flink knows and that means nothing here. */
    void meansNothing(String name, String why) {
        known.add(name);
        SqlTableOption option = written.get(name);
        if (option != null) {
            warnings.add(Mistake.at(option.getKey().getParserPosition(), "'" + name + "' means nothing here: " + why));
        }
    }

    /** The same of all options that begin so and were not asked for. */
    void meanNothing(String prefix, String why) {
        startingWith(prefix).keySet().stream()
                .map(rest -> prefix + rest)
                .filter(name -> !known.contains(name))
                .forEach(name -> meansNothing(name, why));
    }

    /** Of an option that cannot be had here. */
    void refuse(String name, String why) {
        known.add(name);
        SqlTableOption option = written.get(name);
        if (option != null) {
            mistakes.add(Mistake.at(option.getKey().getParserPosition(), "'" + name + "' cannot be had here: " + why));
        }
    }

    /** A sentence about the option's value where it stands, or about the table where it stands nowhere. */
    void mistake(String name, String sentence) {
        SqlTableOption option = written.get(name);
        mistakes.add(Mistake.at(option == null ? table : option.getValue().getParserPosition(), sentence));
    }

    /** Says of all options that nobody asked for that they are unknown. */
    void refuseOthers(String of) {
        written.forEach((name, option) -> {
            if (!known.contains(name)) {
                mistakes.add(Mistake.at(
                        option.getKey().getParserPosition(),
                        "'" + name + "' is no option of " + of
                                + NearestName.of(name, known)
                                        .map(n -> "; did you mean '" + n + "'?")
                                        .orElse("")));
            }
        });
    }
}
