package dev.sluice.sql.table;

import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import dev.sluice.sql.script.Script;
import java.util.List;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/** Tables of statements, under Flink's limits of types. */
final class Tables {

    static final RelDataTypeFactory TYPES = new SqlTypeFactoryImpl(new RelDataTypeSystemImpl() {
        @Override
        public int getMaxNumericPrecision() {
            return 38;
        }

        @Override
        public int getMaxPrecision(SqlTypeName type) {
            return switch (type) {
                case CHAR, VARCHAR, BINARY, VARBINARY -> Integer.MAX_VALUE;
                case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> 9;
                default -> super.getMaxPrecision(type);
            };
        }

        @Override
        public int getDefaultPrecision(SqlTypeName type) {
            return switch (type) {
                case VARCHAR, VARBINARY -> Integer.MAX_VALUE;
                case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> 6;
                default -> super.getDefaultPrecision(type);
            };
        }
    });

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
