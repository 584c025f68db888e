package dev.sluice.sql.table;

import dev.sluice.schema.Catalog;
import dev.sluice.schema.InvalidTableException;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import dev.sluice.sql.script.Script;
import dev.sluice.sql.script.Statement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.flink.sql.parser.ddl.SqlCreateTable;

/**
 * The tables that a script sees: those it made itself, those of scripts before it, and those of any catalog of ours. What a
 * script makes and drops is kept in memory until {@link #save}, so that a script with mistakes changes nothing.
 *
 * <p>A table is kept as {@code NAME.json} in the form of Glue's, as other jobs read it, with its CREATE TABLE among the
 * parameters ({@code sluice.sql}), for what Glue has no words for.
 */
public final class SqlCatalog {

    private final Path directory;
    private final Catalog catalog;
    private final RelDataTypeFactory types;
    private final Map<String, SqlTable> temporary = new HashMap<>();
    private final Map<String, SqlTable> made = new HashMap<>();
    private final Set<String> dropped = new HashSet<>();

    private SqlCatalog(Path directory, RelDataTypeFactory types) {
        this.directory = directory;
        this.types = types;
        catalog = Catalog.in(directory);
    }

    /** The tables in {@code directory}, which need not exist, and those that ship. */
    public static SqlCatalog in(Path directory, RelDataTypeFactory types) {
        return new SqlCatalog(directory, types);
    }

    /**
     * Makes the table of a CREATE TABLE. Where it is there already, by the same statement, or with IF NOT EXISTS, it is that
     * one. A table that ships is hidden.
     *
     * @throws InvalidScriptException with every mistake in the statement, or where there is another table of this name
     */
    public SqlTable create(Statement statement) throws InvalidScriptException {
        SqlTable table = SqlTable.of(statement, types);
        SqlCreateTable node = (SqlCreateTable) statement.node();
        Map<String, SqlTable> same = table.temporary() ? temporary : made;
        SqlTable there = same.get(table.name());
        if (there == null && !table.temporary() && isKept(table.name())) {
            try {
                there = kept(table.name());
            } catch (InvalidTableException e) {
                throw mistake(node, e.getMessage() + "; DROP the table, or mend it");
            }
        }
        if (there == null) {
            same.put(table.name(), table);
            return table;
        }
        if (node.isIfNotExists() || isSame(there.ddl(), node)) {
            return there;
        }
        throw mistake(
                node,
                "there is another table '" + table.name() + "'"
                        + (same.containsKey(table.name()) ? "" : " in " + file(table.name()))
                        + ": DROP it first, or say IF NOT EXISTS");
    }

    private static InvalidScriptException mistake(SqlCreateTable node, String message) {
        return new InvalidScriptException(List.of(Mistake.at(node.getTableName().getParserPosition(), message)));
    }

    /** However it is laid out. */
    private static boolean isSame(String ddl, SqlCreateTable node) {
        try {
            List<Statement> statements = Script.parse(ddl);
            return statements.size() == 1 && statements.get(0).node().toString().equals(node.toString());
        } catch (InvalidScriptException e) {
            return false;
        }
    }

    /**
     * The table of exactly this name, or nothing.
     *
     * @throws InvalidTableException where its definition has mistakes
     */
    public Optional<SqlTable> find(String name) throws InvalidTableException {
        if (temporary.containsKey(name)) {
            return Optional.of(temporary.get(name));
        }
        if (made.containsKey(name)) {
            return Optional.of(made.get(name));
        }
        if (isKept(name)) {
            return Optional.of(kept(name));
        }
        return catalog.names().contains(name) && !Files.exists(file(name))
                ? Optional.of(ForeignTable.of(catalog.table(name), types))
                : Optional.empty();
    }

    private boolean isKept(String name) {
        return !dropped.contains(name) && Files.exists(file(name));
    }

    private Path file(String name) {
        return directory.resolve(name + ".json");
    }

    /** The table in a file of the directory. */
    private SqlTable kept(String name) throws InvalidTableException {
        Optional<String> ddl = KeptTable.ddl(file(name));
        if (ddl.isEmpty()) {
            return ForeignTable.of(catalog.table(name), types);
        }
        try {
            return SqlTable.of(Script.parse(ddl.get()).get(0), types);
        } catch (InvalidScriptException e) {
            throw new InvalidTableException(
                    e.mistakes().stream()
                            .map(m -> file(name) + ": " + KeptTable.DDL + ": line " + m.line() + ", column "
                                    + m.column() + ": " + m.message())
                            .toList(),
                    e);
        }
    }

    /** The names of all tables, in the order of the alphabet. */
    public List<String> names() {
        TreeSet<String> names = new TreeSet<>(catalog.names());
        names.removeIf(name -> dropped.contains(name));
        names.addAll(made.keySet());
        names.addAll(temporary.keySet());
        return List.copyOf(names);
    }

    /**
     * Drops a table that a script made, here or before, not one that ships.
     *
     * @return whether there was one
     */
    public boolean drop(String name, boolean onlyTemporary) {
        if (onlyTemporary) {
            return temporary.remove(name) != null;
        }
        boolean there = made.remove(name) != null || isKept(name);
        if (Files.exists(file(name))) {
            dropped.add(name);
        }
        return there;
    }

    /** Keeps what was made, and forgets what was dropped; temporary tables are not kept. */
    public void save() throws IOException {
        for (String name : new ArrayList<>(dropped)) {
            Files.deleteIfExists(file(name));
            dropped.remove(name);
        }
        for (SqlTable table : made.values()) {
            KeptTable.write(table, file(table.name()));
        }
    }
}
