package dev.sluice.sql.session;

import dev.sluice.sql.function.FlinkOperators;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.table.OptionNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Words that a text may go on with: those of SQL, functions, tables and views, and the columns of the tables that the text names. */
public final class Completions {

    private static final List<String> WORDS = List.of(
            "ALL",
            "AND",
            "AS",
            "BEGIN",
            "BETWEEN",
            "BIGINT",
            "BOOLEAN",
            "BY",
            "CASE",
            "CAST",
            "CREATE",
            "CUMULATE",
            "DAY",
            "DECIMAL",
            "DESCRIBE",
            "DESCRIPTOR",
            "DISTINCT",
            "DOUBLE",
            "DROP",
            "ELSE",
            "END",
            "EXECUTE",
            "EXISTS",
            "EXIT",
            "EXPLAIN",
            "FALSE",
            "FILTER",
            "FROM",
            "FUNCTIONS",
            "GROUP BY",
            "HAVING",
            "HELP",
            "HOP",
            "HOUR",
            "IF",
            "IN",
            "INSERT INTO",
            "INT",
            "INTERVAL",
            "IS",
            "JOIN",
            "LIKE",
            "LIMIT",
            "MINUTE",
            "NOT",
            "NULL",
            "ON",
            "OR",
            "ORDER BY",
            "OVER",
            "PARTITION BY",
            "PARTITIONED BY",
            "QUIT",
            "RESET",
            "ROW_NUMBER",
            "SECOND",
            "SELECT",
            "SESSION",
            "SET",
            "SHOW",
            "STATEMENT SET",
            "STRING",
            "TABLE",
            "TABLES",
            "TEMPORARY",
            "THEN",
            "TIMESTAMP",
            "TIMESTAMP_LTZ",
            "TRUE",
            "TUMBLE",
            "UNION ALL",
            "VALUES",
            "VARCHAR",
            "VIEW",
            "VIEWS",
            "WATERMARK FOR",
            "WHEN",
            "WHERE",
            "WITH",
            "window_end",
            "window_start",
            "window_time");

    private final Tables tables;

    Completions(Tables tables) {
        this.tables = tables;
    }

    /**
     * Words that begin with {@code prefix}, whatever its case, in order.
     *
     * @param text all that was typed
     * @param quoted whether the word stands in quotes: an option of a table, or its value
     */
    public Collection<String> of(String text, String prefix, boolean quoted) {
        List<String> words = new ArrayList<>();
        if (quoted) {
            words.addAll(OptionNames.all());
        } else {
            words.addAll(WORDS);
            words.addAll(FlinkOperators.names());
            words.addAll(tables.names());
            words.addAll(columns(text));
        }
        String start = prefix.toUpperCase(Locale.ROOT);
        Set<String> found = new TreeSet<>();
        words.stream()
                .filter(word -> word.toUpperCase(Locale.ROOT).startsWith(start))
                .forEach(found::add);
        return found;
    }

    private Set<String> columns(String text) {
        Set<String> columns = new TreeSet<>();
        Set<String> named = new HashSet<>(List.of(text.split("[^\\p{L}\\p{N}_$-]+")));
        named.retainAll(tables.names());
        for (String name : named) {
            try {
                columns.addAll(tables.columns(name));
            } catch (InvalidScriptException e) {
                // A table with a mistake has no columns to offer; it is told of when it is asked.
            }
        }
        return columns;
    }
}
