package dev.sluice.lake;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** What an engine that is none of ours reads in our files. */
final class DuckDb {

    private DuckDb() {}

    /** The rows of a query, a line each, values parted by {@code |}; times are UTC. */
    static List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    StringJoiner row = new StringJoiner("|");
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(result.getString(i));
                    }
                    rows.add(row.toString());
                }
            }
        }
        return rows;
    }

    /** {@code FROM} all published files of a lake, as engines find them. */
    static String lake(Path root) {
        return "read_parquet('" + root + "/**/*.parquet', hive_partitioning = true, hive_types_autocast = false)";
    }
}
