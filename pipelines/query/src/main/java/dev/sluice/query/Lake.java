package dev.sluice.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;

/**
 * A lake directory open for SQL: its published files as they were when it was opened, in a view named {@code lake} and a second
 * one named like the directory.
 *
 * <p>Every {@code *.parquet} file below the directory counts, except what lies in or is a name that starts with {@code _} or
 * {@code .}. Columns are those of all files together, matched by name; {@code key=value} directories are columns too, and those
 * of the hour ({@code year}, {@code month}, {@code day}, {@code hour} and the same with {@code ingest_}) are BIGINT. The
 * session's time zone is UTC.
 *
 * <p>DuckDB runs in memory in this process, on all cores and at most 80 % of the machine's memory. It reads below the directory
 * and nowhere else, writes nothing, and loads no extension. A lake may be used from one thread at a time; several results may
 * be open at once.
 */
public final class Lake implements AutoCloseable {
    private static final String NAME = "lake";

    private static final List<String> SETTINGS = List.of(
            "SET GLOBAL TimeZone = 'UTC'",
            "SET temp_directory = ''",
            "SET allow_persistent_secrets = false",
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            "SET parquet_metadata_cache = true");

    private final DuckDBConnection connection;

    private Lake(DuckDBConnection connection) {
        this.connection = connection;
    }

    /**
     * Opens the lake in a directory and reads the schema of its files. What is published later is seen when it is opened again.
     *
     * @throws QueryException when the directory does not exist or cannot be read, when no data file has been published in it yet,
     *     or when a data file is no Parquet
     */
    public static Lake open(Path directory) throws QueryException {
        if (!Files.exists(directory)) {
            throw new QueryException("no such directory: " + directory);
        }
        if (!Files.isDirectory(directory)) {
            throw new QueryException("not a directory: " + directory);
        }
        LakeFiles files;
        try {
            files = LakeFiles.list(directory);
        } catch (IOException e) {
            throw new QueryException("cannot read " + directory + ": " + e, e);
        }
        if (files.isEmpty()) {
            throw new QueryException("no data files in " + directory + " yet");
        }
        Path name = directory.toAbsolutePath().normalize().getFileName();
        try {
            return open(files, name == null ? NAME : name.toString());
        } catch (SQLException e) {
            throw QueryException.of(e);
        }
    }

    private static Lake open(LakeFiles files, String name) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("jdbc_stream_results", "true");
        DuckDBConnection connection =
                DriverManager.getConnection("jdbc:duckdb:", properties).unwrap(DuckDBConnection.class);
        try (Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.execute(setting);
            }
            statement.execute("CREATE VIEW " + NAME + " AS " + files.select());
            statement.execute("CREATE VIEW IF NOT EXISTS " + Sql.identifier(name) + " AS FROM " + NAME);
            // After this the doors are shut, and the last line throws the key away.
            String root = files.root().toString();
            String directory = root.endsWith("/") ? root : root + "/";
            statement.execute("SET allowed_directories = [" + Sql.literal(directory) + "]");
            statement.execute("SET enable_external_access = false");
            statement.execute("SET lock_configuration = true");
            return new Lake(connection);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Runs one query: SELECT, WITH, FROM, VALUES, DESCRIBE, SHOW, SUMMARIZE, EXPLAIN or PRAGMA table_info, in DuckDB's dialect. Its
     * rows are computed while they are read. The result must be closed before the lake.
     *
     * @throws QueryException with DuckDB's message alone when the query is wrong; when there are several statements, or one that is
     *     not a query
     */
    public QueryResult query(String sql) throws QueryException {
        try {
            Connection session =
                    connection.duplicate(); // a streamed result dies with the next statement of its connection
            try {
                Sql.requireOneQuery(session, sql);
                session.setAutoCommit(false); // QueryResult asks the transaction whether the stream ended well
                PreparedStatement statement = session.prepareStatement(sql);
                return QueryResult.of(sql, session, statement.executeQuery());
            } catch (SQLException | QueryException e) {
                session.close();
                throw e;
            }
        } catch (SQLException e) {
            throw QueryException.of(e);
        }
    }

    /** Frees DuckDB and its memory. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB could not be closed", e);
        }
    }
}
