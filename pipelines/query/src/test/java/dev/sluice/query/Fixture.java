package dev.sluice.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Lakes written by a plain DuckDB, and results as text. */
final class Fixture {
    private Fixture() {}

    /** Writes the rows of a query to one Parquet file, its directories included. */
    static void write(Path file, String select) throws IOException, SQLException {
        Files.createDirectories(file.getParent());
        run("COPY (" + select + ") TO " + Sql.literal(file.toString()) + " (FORMAT parquet)");
    }

    static void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String print(Path lake, String sql, OutputFormat format) throws IOException, QueryException {
        try (Lake open = Lake.open(lake)) {
            return print(open, sql, format);
        }
    }

    static String print(Lake lake, String sql, OutputFormat format) throws IOException, QueryException {
        StringBuilder out = new StringBuilder();
        try (QueryResult result = lake.query(sql)) {
            result.printTo(out, format);
        }
        return out.toString();
    }
}
