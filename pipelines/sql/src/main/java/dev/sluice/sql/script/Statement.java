package dev.sluice.sql.script;

import org.apache.calcite.sql.SqlNode;

/**
 * A statement of a script.
 *
 * @param node as Flink's grammar reads it; its positions are lines and columns of the whole script
 * @param text as it is written, without the semicolon
 */
public record Statement(SqlNode node, String text) {

    /** A mistake where the statement begins. */
    public Mistake mistake(String message) {
        return Mistake.at(node.getParserPosition(), message);
    }
}
