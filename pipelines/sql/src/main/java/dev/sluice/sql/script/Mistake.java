package dev.sluice.sql.script;

/**
 * A mistake in a script, and where it is.
 *
 * @param line of the script, from 1
 * @param column of that line, from 1
 * @param message what was expected and what was found
 */
public record Mistake(int line, int column, String message) {}
