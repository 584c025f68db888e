package dev.sluice.sql.session;

import dev.sluice.schema.InvalidTableException;
import dev.sluice.schema.NearestName;
import dev.sluice.sql.plan.Planner;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.table.SqlCatalog;
import dev.sluice.sql.table.SqlTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.Util;
import org.apache.flink.sql.parser.ddl.SqlCreateView;
import org.apache.flink.sql.parser.ddl.SqlDropTable;
import org.apache.flink.sql.parser.ddl.SqlDropView;
import org.jspecify.annotations.Nullable;

/** The tables of a catalog and the views of a session, and what the planner knows of them: those that a statement has named. */
final class Tables {

    private final Planner planner;
    private final SqlCatalog catalog;
    private final Set<String> views = new TreeSet<>();
    private final Map<String, SqlTable> planned = new LinkedHashMap<>();

    Tables(Path catalog, Planner planner) {
        this.planner = planner;
        this.catalog = SqlCatalog.in(catalog, planner.types());
    }

    void save() throws IOException {
        catalog.save();
    }

    List<String> tables() {
        return catalog.names();
    }

    List<String> views() {
        return List.copyOf(views);
    }

    /** Of tables and views. */
    List<String> names() {
        Set<String> names = new TreeSet<>(catalog.names());
        names.addAll(views);
        return List.copyOf(names);
    }

    Outcome create(Statement statement) throws InvalidScriptException {
        SqlTable table = catalog.create(statement);
        planner.add(table);
        return new Outcome.Done(
                "table " + table.name() + " is there",
                table.warnings().stream().map(Mistake::message).toList());
    }

    Outcome create(SqlCreateView view) throws InvalidScriptException {
        String name = Util.last(view.getViewName().names);
        if (views.contains(name) && view.isIfNotExists()) {
            return new Outcome.Done("view " + name + " is there already", List.of());
        }
        planner.addView(
                name,
                known(view.getQuery()),
                view.getFieldList().getList().stream()
                        .map(field -> ((SqlIdentifier) field).getSimple())
                        .toList());
        views.add(name);
        return new Outcome.Done("view " + name + " is there", List.of());
    }

    Outcome drop(SqlDropTable drop) throws InvalidScriptException {
        String name = Util.last(drop.getTableName().names);
        if (!catalog.drop(name, drop.isTemporary()) && !drop.getIfExists()) {
            throw missing(name, drop.getTableName().getParserPosition());
        }
        planned.remove(name);
        planner.remove(name);
        return new Outcome.Done("table " + name + " is dropped", List.of());
    }

    Outcome drop(SqlDropView drop) throws InvalidScriptException {
        String name = Util.last(drop.getViewName().names);
        if (!views.remove(name) && !drop.getIfExists()) {
            throw Session.invalid(drop.getViewName().getParserPosition(), "there is no view '" + name + "'");
        }
        planner.remove(name);
        return new Outcome.Done("view " + name + " is dropped", List.of());
    }

    /** The table that is named at a place. */
    SqlTable table(String name, SqlParserPos place) throws InvalidScriptException {
        Optional<SqlTable> table = find(name, place);
        if (table.isEmpty()) {
            throw missing(name, place);
        }
        return table.get();
    }

    /** The columns of a table or a view. */
    List<String> columns(String name) throws InvalidScriptException {
        return views.contains(name)
                ? planner.columns(name)
                : planner.columns(table(name, SqlParserPos.ZERO)).rowType().getFieldNames();
    }

    /** The query, with the tables of the catalog that it names made known to the planner. */
    SqlNode known(SqlNode query) throws InvalidScriptException {
        Map<String, SqlParserPos> named = new LinkedHashMap<>();
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier identifier) {
                named.putIfAbsent(Util.last(identifier.names), identifier.getParserPosition());
                return null;
            }
        });
        Set<String> tables = new LinkedHashSet<>(catalog.names());
        tables.retainAll(named.keySet());
        for (String name : tables) {
            Optional<SqlTable> table = find(name, named.get(name));
            if (table.isPresent() && !table.get().equals(planned.get(name)) && !views.contains(name)) {
                planner.add(table.get());
                planned.put(name, table.get());
            }
        }
        return query;
    }

    /** A table of the catalog that may be named at a place. */
    Optional<SqlTable> find(String name, @Nullable SqlParserPos place) throws InvalidScriptException {
        try {
            return catalog.find(name);
        } catch (InvalidTableException e) {
            throw Session.invalid(place == null ? SqlParserPos.ZERO : place, String.valueOf(e.getMessage()));
        }
    }

    private InvalidScriptException missing(String name, SqlParserPos place) {
        return Session.invalid(place, missing(name));
    }

    /** Says that a table is not there, and which is meant. */
    String missing(String name) {
        List<String> names = names();
        return "there is no table '" + name + "'"
                + NearestName.of(name, names)
                        .map(n -> "; did you mean " + n + "?")
                        .orElse(", expected one of " + String.join(", ", names));
    }
}
