package dev.sluice.runner.flink;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What DuckDB says of the files themselves: of a lake, and of the NDJSON it was made of. */
final class LakeCheck {

    /** Rows, distinct rows, and the sum of a hash of every value of every row: equal sums, equal contents. */
    private static final String FIGURES = "count(*), count(DISTINCT (client_id, \"count\")), sum(hash(client_id,"
            + " \"timestamp\"::TIMESTAMP, humidity, temperature, pressure, pitch, roll, yaw, \"count\"))";

    private LakeCheck() {}

    /**
     * What there is.
     *
     * @param rows how many rows
     * @param distinct how many different ones: a device counts its messages
     * @param contents the sum of a hash of every value of every row
     */
    record Figures(long rows, long distinct, String contents) {
        static final Figures NONE = new Figures(0, 0, "");
    }

    /** The figures of a lake. */
    static Figures lake(Path lake) throws SQLException {
        return figures("SELECT " + FIGURES + " FROM read_parquet('" + lake
                + "/year=*/**/*.parquet', hive_partitioning = true)");
    }

    /** The figures of NDJSON files of device messages, which is what a lake made of them must have. */
    static Figures source(Path files) throws SQLException {
        return figures("SELECT " + FIGURES + " FROM read_json('" + files + "', format = 'newline_delimited')");
    }

    /** How many directories of hours the lake has. */
    static long hours(Path lake) throws SQLException {
        return ask(
                "SELECT count(DISTINCT (year, month, day, hour)) FROM read_parquet('" + lake
                        + "/year=*/**/*.parquet', hive_partitioning = true)",
                row -> row.getLong(1));
    }

    /** How many files match a pattern. */
    static long files(String pattern) throws SQLException {
        return ask("SELECT count(*) FROM glob('" + pattern + "')", row -> row.getLong(1));
    }

    /** How many rows these Parquet files have for which a condition holds. */
    static long rows(String files, String condition) throws SQLException {
        return ask(
                "SELECT count(*) FROM read_parquet('" + files + "', hive_partitioning = true) WHERE " + condition,
                row -> row.getLong(1));
    }

    private static Figures figures(String sql) throws SQLException {
        return ask(
                sql, result -> new Figures(result.getLong(1), result.getLong(2), String.valueOf(result.getString(3))));
    }

    private interface Answer<T> {
        T of(ResultSet row) throws SQLException;
    }

    private static <T> T ask(String sql, Answer<T> answer) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet result = statement.executeQuery(sql)) {
                result.next();
                return answer.of(result);
            }
        }
    }
}
