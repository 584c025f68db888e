package dev.sluice.query;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The user's SQL: what may run, and how a name or a string is quoted. */
final class Sql {
    private static final Pattern EXPLAIN = Pattern.compile(
            "(?:\\s|--[^\\n]*(?:\\n|$)|/\\*.*?\\*/)*+EXPLAIN\\b(?:\\s*\\(\\s*(?:FORMAT|ANALYZE)\\b[^)]*\\))?(?:\\s+ANALYZE\\b)?(.*)",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern PRAGMA =
            Pattern.compile("\\s*PRAGMA\\s+(?:table_info|show_tables)\\b[^;]*;?\\s*", Pattern.CASE_INSENSITIVE);

    private Sql() {}

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /**
     * Refuses everything but one query. DuckDB's own parser decides: {@code json_serialize_sql} takes SELECT and what DuckDB
     * turns into one (WITH, FROM, VALUES, DESCRIBE, SHOW, SUMMARIZE), and nothing is run. It stands before the sandbox of
     * {@link Lake}, which by itself would still let COPY write into the lake.
     */
    static void requireOneQuery(Connection connection, String sql) throws QueryException, SQLException {
        if (PRAGMA.matcher(sql).matches()) {
            return;
        }
        Matcher explain = EXPLAIN.matcher(sql);
        String query = explain.matches() ? explain.group(1) : sql;
        try (PreparedStatement parse = connection.prepareStatement(
                "SELECT j->>'error_type', coalesce(json_array_length(j->'statements'), 0), j->>'error_message'"
                        + " FROM (SELECT json_serialize_sql(CAST(? AS VARCHAR)) AS j)")) {
            parse.setString(1, query);
            try (ResultSet parsed = parse.executeQuery()) {
                parsed.next();
                String error = parsed.getString(1);
                if ("parser".equals(error)) {
                    // Nothing can run: DuckDB parses all statements before the first. Its own message has LINE and
                    // caret.
                    connection.prepareStatement(sql).close();
                    throw new QueryException("Parser Error: " + parsed.getString(3));
                }
                if (error != null) {
                    throw new QueryException(
                            "the lake is read-only: expected one query (SELECT, WITH, FROM, VALUES, DESCRIBE,"
                                    + " SHOW, SUMMARIZE, EXPLAIN, PRAGMA table_info), found: " + excerpt(sql));
                }
                long statements = parsed.getLong(2);
                if (statements != 1) {
                    throw new QueryException(
                            statements == 0
                                    ? "no query given"
                                    : "expected one query, found " + statements + " statements");
                }
            }
        }
    }

    private static String excerpt(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }
}
