package dev.sluice.runner.flink;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.StringJoiner;

/** What DuckDB says of the files themselves: of a lake, and of the NDJSON it was made of. */
final class LakeCheck {

    /** Rows, distinct rows, and the sum of a hash of every value of every row: equal sums, equal contents. */
    private static final String FIGURES = "count(*), count(DISTINCT (client_id, \"count\")), sum(hash(client_id,"
            + " \"timestamp\"::TIMESTAMP, humidity, temperature, pressure, pitch, roll, yaw, \"count\"))";

    private LakeCheck() {}

    /** The figures of a lake. */
    static String lake(Path lake) throws SQLException {
        return ask("SELECT " + FIGURES + " FROM read_parquet('" + lake
                + "/year=*/**/*.parquet', hive_partitioning = true)");
    }

    /** The figures of NDJSON files of device messages, which is what a lake made of them must have. */
    static String source(Path files) throws SQLException {
        return ask("SELECT " + FIGURES + " FROM read_json('" + files + "', format = 'newline_delimited')");
    }

    /** How many directories of hours the lake has. */
    static String hours(Path lake) throws SQLException {
        return ask("SELECT count(DISTINCT (year, month, day, hour)) FROM read_parquet('" + lake
                + "/year=*/**/*.parquet', hive_partitioning = true)");
    }

    private static String ask(String sql) throws SQLException {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet result = statement.executeQuery(sql)) {
                result.next();
                StringJoiner figures = new StringJoiner(" ");
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    figures.add(result.getString(i));
                }
                return figures.toString();
            }
        }
    }
}
