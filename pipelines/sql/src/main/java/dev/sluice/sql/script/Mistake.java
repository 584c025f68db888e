package dev.sluice.sql.script;

import org.apache.calcite.sql.parser.SqlParserPos;

/**
 * A mistake in a script, and where it is.
 *
 * @param line of the script, from 1
 * @param column of that line, from 1
 * @param message what was expected and what was found
 */
public record Mistake(int line, int column, String message) {

    /** A mistake where something of the script begins. */
    public static Mistake at(SqlParserPos place, String message) {
        return new Mistake(place.getLineNum(), place.getColumnNum(), message);
    }
}
