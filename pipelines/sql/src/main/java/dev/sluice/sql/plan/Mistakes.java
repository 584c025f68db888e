package dev.sluice.sql.plan;

import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import java.util.List;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Mistakes of a query, thrown as Calcite throws its own while it validates, and told as the script's. */
final class Mistakes {

    private Mistakes() {}

    /** A mistake at a place, to be thrown where Calcite calls us. */
    static CalciteContextException at(SqlParserPos place, String message) {
        CalciteContextException mistake = new CalciteContextException(message, new IllegalArgumentException(message));
        mistake.setPosition(place.getLineNum(), place.getColumnNum(), place.getEndLineNum(), place.getEndColumnNum());
        return mistake;
    }

    /** What Calcite found, as a mistake of the script: at its place, or else at the beginning of the query. */
    static InvalidScriptException of(CalciteContextException found, SqlNode query) {
        Throwable cause = found.getCause() == null ? found : found.getCause();
        String message = String.valueOf(cause.getMessage());
        return found.getPosLine() > 0
                ? invalid(found.getPosLine(), found.getPosColumn(), message)
                : invalid(query.getParserPosition(), message);
    }

    static InvalidScriptException invalid(SqlParserPos place, String message) {
        return invalid(place.getLineNum(), place.getColumnNum(), message);
    }

    private static InvalidScriptException invalid(int line, int column, String message) {
        return new InvalidScriptException(List.of(new Mistake(line, column, message)));
    }
}
