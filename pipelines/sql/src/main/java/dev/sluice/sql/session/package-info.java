/**
 * A session runs the statements of a script, one after the other: what they make is there for those behind them; what they ask is planned, and
 * left to the caller to run.
 *
 * <pre>{@code
 * Session session = Session.in(Path.of("tables"));
 * for (Statement statement : Script.parse(text)) {
 *     Outcome outcome = session.execute(statement);
 * }
 * session.save();
 * }</pre>
 */
@NullMarked
package dev.sluice.sql.session;

import org.jspecify.annotations.NullMarked;
