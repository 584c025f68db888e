package dev.sluice.runner.flink;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A reader of a lake that others write: counts its rows ten times a second, by what DuckDB finds there. Every file can be
 * read at any time, and a row once seen is never gone.
 */
final class LakeWatch implements AutoCloseable {

    private static final String NO_FILES = "No files found that match the pattern";

    private final Path lake;
    private final Connection duck;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final List<String> violations = new ArrayList<>();
    private long rows;
    private long counts;

    private LakeWatch(Path lake, Connection duck) {
        this.lake = lake;
        this.duck = duck;
    }

    static LakeWatch of(Path lake) throws SQLException {
        Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = duck.createStatement()) {
            statement.execute("SET threads = 1");
            // Files that were read before are looked for, not read again.
            statement.execute("SET parquet_metadata_cache = true");
        }
        LakeWatch watch = new LakeWatch(lake, duck);
        var unused = watch.thread.scheduleWithFixedDelay(watch::look, 0, 100, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try (Statement statement = duck.createStatement();
                ResultSet result = statement.executeQuery(
                        "SELECT count(*) FROM read_parquet('" + lake + "/**/*.parquet', hive_partitioning = true)")) {
            result.next();
            found(result.getLong(1));
        } catch (SQLException e) {
            if (String.valueOf(e.getMessage()).contains(NO_FILES)) {
                found(0);
            } else {
                violated(e.getMessage());
            }
        }
    }

    private synchronized void found(long now) {
        counts++;
        if (now < rows) {
            violated("there were " + rows + " rows, and then " + now);
        }
        rows = now;
    }

    private synchronized void violated(String what) {
        violations.add("count " + counts + ": " + what);
    }

    /** How many rows were there last. */
    synchronized long rows() {
        return rows;
    }

    /** How often they were counted. */
    synchronized long counts() {
        return counts;
    }

    /** What a reader must not see. */
    synchronized List<String> violations() {
        return List.copyOf(violations);
    }

    @Override
    public void close() throws SQLException {
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the reader of " + lake + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        duck.close();
    }
}
