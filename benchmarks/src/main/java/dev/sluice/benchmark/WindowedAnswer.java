package dev.sluice.benchmark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the query of {@link HopScript} has to give, by DuckDB, out of the readings as they were sent.
 *
 * @param file of Parquet: status, window_start, window_end, n, average
 */
record WindowedAnswer(Path file) {

    /** How far an average may be from the exact one. */
    static final double TOLERANCE = 1e-9;

    /** What is asked of the rows, the expected ones and those that are found; each counts what is wrong. */
    private enum Check {
        MISSING("windows missing", "FROM expected ANTI JOIN found USING (status, window_start)"),
        TWICE(
                "windows there more than once",
                "FROM (SELECT status, window_start FROM found GROUP BY ALL HAVING count(*) > 1)"),
        UNEXPECTED("windows that should not be", "FROM found ANTI JOIN expected USING (status, window_start)"),
        END("windows with another end", "FROM matched WHERE found_end IS DISTINCT FROM expected_end"),
        COUNT("windows with another count", "FROM matched WHERE found_n IS DISTINCT FROM expected_n"),
        AVERAGE(
                "windows with another average",
                "FROM matched WHERE NOT coalesce(abs(found_average - expected_average) <= " + TOLERANCE + ", false)");

        private final String title;
        private final String rows;

        Check(String title, String rows) {
            this.title = title;
            this.rows = rows;
        }
    }

    /**
     * Computes the answer: counts and thousandths of degrees are whole numbers, so that only the last division is rounded.
     *
     * @param readings the messages, a line each
     * @param size of a window
     * @param file to be made
     */
    static WindowedAnswer of(Path readings, Duration size, Path file) throws SQLException {
        String slide = "INTERVAL " + HopScript.SLIDE.toSeconds() + " SECOND";
        String length = "INTERVAL " + size.toSeconds() + " SECOND";
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            // a window is the stretches of a slide that lie in it
            statement.execute("COPY (WITH stretches AS (SELECT status, time_bucket(" + slide
                    + ", event_time) AS stretch, count(*) AS n, sum(round(current_temperature * 1000)::BIGINT) AS thousandths"
                    + " FROM read_json(" + text(readings) + ", format = 'newline_delimited', columns ="
                    + " {current_temperature: 'DOUBLE', status: 'VARCHAR', event_time: 'TIMESTAMP'}) GROUP BY ALL),"
                    + " starts AS (SELECT unnest(generate_series(min(stretch) - " + length + " + " + slide
                    + ", max(stretch), " + slide + ")) AS window_start FROM stretches)"
                    + " SELECT status, window_start, window_start + " + length + " AS window_end, sum(n)::BIGINT AS n,"
                    + " sum(thousandths)::DOUBLE / (1000 * sum(n))::DOUBLE AS average FROM starts JOIN stretches"
                    + " ON stretch >= window_start AND stretch < window_start + " + length + " GROUP BY ALL) TO "
                    + text(file) + " (FORMAT parquet)");
        }
        return new WindowedAnswer(file);
    }

    /** How many rows it has: one for each window and status that there are readings of. */
    long rows() throws SQLException {
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            return count(statement, "FROM read_parquet(" + text(file) + ")");
        }
    }

    /**
     * One sentence for each kind of rows that are not as here.
     *
     * @param rows what a candidate gave, as JSON, a line each
     */
    List<String> differences(Path rows) throws SQLException {
        List<String> differences = new ArrayList<>();
        try (Connection connection = open();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIEW expected AS FROM read_parquet(" + text(file) + ")");
            statement.execute("CREATE TABLE found AS FROM read_json(" + text(rows)
                    + ", format = 'newline_delimited', columns = {status: 'VARCHAR', window_start: 'TIMESTAMP',"
                    + " window_end: 'TIMESTAMP', n: 'BIGINT', average: 'DOUBLE'})");
            statement.execute("CREATE VIEW matched AS SELECT expected.window_end AS expected_end, found.window_end AS"
                    + " found_end, expected.n AS expected_n, found.n AS found_n, expected.average AS expected_average,"
                    + " found.average AS found_average FROM expected JOIN found USING (status, window_start)");
            for (Check check : Check.values()) {
                long wrong = count(statement, check.rows);
                if (wrong > 0) {
                    differences.add(check.title + ": " + wrong);
                }
            }
        }
        return differences;
    }

    private static Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:duckdb:");
    }

    private static long count(Statement statement, String rows) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT count(*) " + rows)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String text(Path path) {
        return "'" + path.toString().replace("'", "''") + "'";
    }
}
