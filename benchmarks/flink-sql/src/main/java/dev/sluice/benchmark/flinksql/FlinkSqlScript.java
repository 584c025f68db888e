package dev.sluice.benchmark.flinksql;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** Runs the statements of a script one after the other, each to its end, as Flink's SQL client does with {@code -f}. */
public final class FlinkSqlScript {

    private FlinkSqlScript() {}

    /**
     * Runs the script to its end.
     *
     * @param arguments the file; a statement of it ends at a semicolon at the end of a line
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("expected a script, found " + arguments.length + " arguments");
        }
        StreamTableEnvironment tables = FlinkSql.open();
        for (String statement : Files.readString(Path.of(arguments[0])).split(";\\s*\\R")) {
            if (!statement.isBlank()) {
                tables.executeSql(statement).await();
            }
        }
        System.exit(0);
    }
}
