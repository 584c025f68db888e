package dev.sluice.runner.flink;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What DuckDB answers, in UTC, as text. */
final class Duck {

    private Duck() {}

    static List<List<String>> rows(String query) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duck.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            // As text by DuckDB itself: JDBC's values would be those of this machine's zone.
            try (ResultSet result = statement.executeQuery("SELECT columns(*)::VARCHAR FROM (" + query + ")")) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        row.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /** The rows of a query of one column. */
    static List<String> lines(String query) throws SQLException {
        return rows(query).stream().map(row -> row.get(0)).toList();
    }
}
