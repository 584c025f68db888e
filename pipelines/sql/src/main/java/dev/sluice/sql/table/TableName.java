package dev.sluice.sql.table;

import dev.sluice.sql.script.Mistake;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.calcite.sql.SqlIdentifier;

/** Names of tables: one word, or Flink's own catalog and database before it, which are the only ones there are. */
public final class TableName {

    /** What can be the name of a file on any system. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_ .-]{0,199}");

    private static final List<String> CATALOG = List.of("default_catalog", "default_database");

    private TableName() {}

    /** The name, its catalog and database left out; with a mistake where it can be none. */
    public static String of(SqlIdentifier identifier, List<Mistake> mistakes) {
        List<String> names = identifier.names;
        List<String> before = names.subList(0, names.size() - 1);
        if (!CATALOG.subList(CATALOG.size() - Math.min(before.size(), CATALOG.size()), CATALOG.size())
                .equals(before)) {
            mistakes.add(Mistake.at(
                    identifier.getParserPosition(),
                    "expected the name of a table, found '" + identifier
                            + "': there is one catalog, the directory that --catalog names, and one database"));
        }
        String name = names.get(names.size() - 1);
        if (!PLAIN.matcher(name).matches()) {
            mistakes.add(Mistake.at(
                    identifier.getParserPosition(),
                    "expected letters, digits, '_', '-' or '.' in the name of a table, found '" + name + "'"));
        }
        return name;
    }
}
