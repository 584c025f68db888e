package dev.sluice.sql.script;

import java.util.Objects;
import org.apache.calcite.config.Lex;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;
import org.jspecify.annotations.Nullable;

/** What Flink's grammar makes of a part of a script: a statement, or a mistake. */
record Parsing(@Nullable SqlNode node, @Nullable Mistake mistake) {

    /** As Flink's planner parses. */
    static final SqlParser.Config CONFIG = SqlParser.config()
            .withParserFactory(FlinkSqlParserImpl.FACTORY)
            .withConformance(FlinkSqlConformance.DEFAULT)
            .withLex(Lex.JAVA)
            .withIdentifierMaxLength(256);

    /** Parses what stands between two offsets as one statement. */
    static Parsing of(ScriptText text, int from, int to) {
        try {
            return new Parsing(SqlParser.create(text.inPlace(from, to), CONFIG).parseStmt(), null);
        } catch (SqlParseException e) {
            return new Parsing(null, GrammarMistake.of(text, from, to, e));
        }
    }

    /** The statement where there is no mistake. */
    SqlNode statement() {
        return Objects.requireNonNull(node);
    }
}
