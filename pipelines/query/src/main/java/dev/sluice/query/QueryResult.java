package dev.sluice.query;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one query, computed while they are read and read once, so that a result may be larger than the memory. The order
 * is that of the query.
 */
public final class QueryResult implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile("^LINE (\\d+): ", Pattern.MULTILINE);

    private final String sql;
    private final Connection session;
    private final ResultSet rows;
    private final List<ResultColumn> columns;
    private long rowsRead;

    private QueryResult(String sql, Connection session, ResultSet rows, List<ResultColumn> columns) {
        this.sql = sql;
        this.session = session;
        this.rows = rows;
        this.columns = List.copyOf(columns);
    }

    /** Takes over a session that has begun a transaction with this query; closing the result closes it. */
    static QueryResult of(String sql, Connection session, ResultSet rows) throws SQLException {
        ResultSetMetaData metadata = rows.getMetaData();
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 1; i <= metadata.getColumnCount(); i++) {
            columns.add(new ResultColumn(metadata.getColumnName(i), metadata.getColumnTypeName(i)));
        }
        return new QueryResult(sql, session, rows, columns);
    }

    /** The columns, in order. Two may have the same name. */
    public List<ResultColumn> columns() {
        return columns;
    }

    /**
     * The next row, one value for each column, or null after the last.
     *
     * <p>Null is null. BOOLEAN is a Boolean; integers are Byte, Short, Integer, Long or BigInteger, whichever holds the type;
     * DECIMAL is a BigDecimal, FLOAT and DOUBLE are Float and Double; DATE, TIME, TIMESTAMP and TIMESTAMP WITH TIME ZONE are
     * LocalDate, LocalTime, LocalDateTime and OffsetDateTime in UTC, but the Strings {@code infinity} and {@code -infinity}
     * where they are that; BLOB is a {@code byte[]}, UUID a UUID, a list a List, a struct or map a Map in its order. Anything
     * else has its text as {@code toString()}.
     *
     * @throws QueryException when the query fails at this row, with DuckDB's message
     */
    public @Nullable List<@Nullable Object> nextRow() throws QueryException {
        boolean found;
        try {
            found = rows.next();
        } catch (SQLException e) {
            throw failure(e);
        }
        if (!found) {
            requireCompleteStream();
            return null;
        }
        rowsRead++;
        List<@Nullable Object> row = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            try {
                row.add(Values.read(rows, i + 1, columns.get(i).type()));
            } catch (SQLException | DateTimeException e) {
                throw new QueryException(
                        "cannot read column " + columns.get(i).name() + " of row " + rowsRead + ": " + e.getMessage(),
                        e);
            }
        }
        return Collections.unmodifiableList(row);
    }

    /**
     * Prints the rows that have not been read yet, and returns how many there were. The output is flushed, not closed.
     *
     * @param out what the text goes to; a PrintStream should encode UTF-8
     * @throws IOException when the output fails; a PrintStream that nobody reads any more ends the query so
     * @throws QueryException when the query fails on the way, with DuckDB's message; the rows before are printed then
     */
    public long printTo(Appendable out, OutputFormat format) throws IOException, QueryException {
        RowPrinter printer = switch (format) {
            case TEXT -> isPlan() ? new PlanPrinter() : new TextPrinter();
            case JSON -> new JsonPrinter();
            case CSV -> new CsvPrinter();
        };
        long before = rowsRead;
        try (Writer writer = new BufferedWriter(new AppendableWriter(out), 1 << 16)) {
            printer.print(this, writer);
        }
        return rowsRead - before;
    }

    /** Ends the query, finished or not. */
    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the query could not be closed", e);
        }
    }

    private boolean isPlan() {
        return columns.size() == 2
                && columns.get(0).name().equals("explain_key")
                && columns.get(1).name().equals("explain_value");
    }

    /**
     * The driver's stream ends without an error when the query fails after its first rows (a corrupt page, a cast that fails).
     * But such an error aborts the transaction, and the next statement in it says so.
     */
    private void requireCompleteStream() throws QueryException {
        try (Statement probe = session.createStatement()) {
            probe.execute("SELECT 1");
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** The driver has lost the reason why the stream broke: the query is run again, its rows thrown away, to hear it. */
    private QueryException failure(SQLException lost) {
        try (Statement statement = session.createStatement()) {
            session.rollback();
            statement.execute("EXPLAIN ANALYZE\n" + sql);
        } catch (SQLException e) {
            QueryException found = QueryException.of(e);
            return new QueryException(oneLineLess(String.valueOf(found.getMessage())), e);
        }
        return new QueryException("the query failed after " + rowsRead + " rows: " + lost.getMessage(), lost);
    }

    private static String oneLineLess(String message) {
        Matcher line = LINE.matcher(message);
        return line.replaceFirst(found -> "LINE " + (Integer.parseInt(found.group(1)) - 1) + ": ");
    }
}
