package dev.sluice.query;

import java.sql.SQLException;

/** What the user can mend: a missing lake, a wrong query. The message is complete and can be shown without a stack trace. */
public final class QueryException extends Exception {
    QueryException(String message) {
        super(message);
    }

    QueryException(String message, Throwable cause) {
        super(message, cause);
    }

    /** DuckDB's own words, with its {@code LINE} and caret lines, and nothing before them. */
    static QueryException of(SQLException e) {
        String message = e.getMessage();
        return new QueryException(message == null ? "DuckDB failed without a message" : message.strip(), e);
    }
}
