package dev.sluice.sql.table;

import dev.sluice.sql.function.FlinkTypes;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import dev.sluice.sql.script.Script;
import java.util.List;
import org.apache.calcite.rel.type.RelDataTypeFactory;

/** Tables of statements. */
final class Tables {

    static final RelDataTypeFactory TYPES = FlinkTypes.factory();

    private Tables() {}

    static SqlTable table(String ddl) throws InvalidScriptException {
        return SqlTable.of(Script.parse(ddl).get(0), TYPES);
    }

    /** Each mistake of a statement as {@code line:column: message}. */
    static List<String> mistakes(String ddl) {
        try {
            table(ddl);
            return List.of();
        } catch (InvalidScriptException e) {
            return e.mistakes().stream().map(Tables::text).toList();
        }
    }

    static String text(Mistake mistake) {
        return mistake.line() + ":" + mistake.column() + ": " + mistake.message();
    }
}
