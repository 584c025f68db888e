package dev.sluice.sql.session;

import dev.sluice.sql.function.FunctionCatalog;
import dev.sluice.sql.plan.PlannedInsert;
import dev.sluice.sql.plan.PlannedQuery;
import dev.sluice.sql.plan.Planner;
import dev.sluice.sql.plan.Step;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import dev.sluice.sql.script.Statement;
import dev.sluice.sql.table.SqlTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.Util;
import org.apache.flink.sql.parser.ddl.SqlCreateFunction;
import org.apache.flink.sql.parser.ddl.SqlCreateTable;
import org.apache.flink.sql.parser.ddl.SqlCreateView;
import org.apache.flink.sql.parser.ddl.SqlDropFunction;
import org.apache.flink.sql.parser.ddl.SqlDropTable;
import org.apache.flink.sql.parser.ddl.SqlDropView;
import org.apache.flink.sql.parser.ddl.SqlReset;
import org.apache.flink.sql.parser.ddl.SqlSet;
import org.apache.flink.sql.parser.dml.RichSqlInsert;
import org.apache.flink.sql.parser.dml.SqlBeginStatementSet;
import org.apache.flink.sql.parser.dml.SqlEndStatementSet;
import org.apache.flink.sql.parser.dml.SqlExecute;
import org.apache.flink.sql.parser.dml.SqlStatementSet;
import org.apache.flink.sql.parser.dql.SqlRichDescribeTable;
import org.apache.flink.sql.parser.dql.SqlRichExplain;
import org.apache.flink.sql.parser.dql.SqlShowCreateTable;
import org.apache.flink.sql.parser.dql.SqlShowFunctions;
import org.apache.flink.sql.parser.dql.SqlShowTables;
import org.apache.flink.sql.parser.dql.SqlShowViews;
import org.jspecify.annotations.Nullable;

/** Runs statements, one after the other. */
public final class Session {

    private final FunctionCatalog functions;
    private final FunctionStatements functionStatements;
    private final Planner planner;
    private final Tables tables;
    private final Map<String, String> settings = new TreeMap<>();
    private @Nullable List<PlannedInsert> statementSet;
    private SqlParserPos statementSetBegins = SqlParserPos.ZERO;

    private Session(Path catalog) {
        functions = FunctionCatalog.in(catalog);
        functionStatements = new FunctionStatements(functions);
        planner = new Planner(functions);
        tables = new Tables(catalog, planner);
    }

    /** A session over the tables of a catalog's directory, which need not exist, and those that ship. */
    public static Session in(Path catalog) {
        return new Session(catalog);
    }

    /** Keeps the tables and functions that were made, and forgets those that were dropped. */
    public void save() throws IOException {
        tables.save();
        functions.save();
    }

    /** The names of tables and views. */
    public List<String> names() {
        return tables.names();
    }

    /** What may follow in a text that is being typed. */
    public Completions completions() {
        return new Completions(tables);
    }

    /** What was SET, by key. */
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /**
     * Runs a statement.
     *
     * @throws InvalidScriptException with what is wrong with it, at its place
     */
    public Outcome execute(Statement statement) throws InvalidScriptException {
        SqlNode node = statement.node();
        if (node instanceof SqlExecute execute) {
            node = execute.getStatement();
        }
        if (node instanceof SqlCreateTable) {
            return tables.create(statement);
        }
        if (node instanceof SqlCreateView view) {
            return tables.create(view);
        }
        if (node instanceof SqlDropTable drop) {
            return tables.drop(drop);
        }
        if (node instanceof SqlDropView drop) {
            return tables.drop(drop);
        }
        if (node instanceof SqlCreateFunction create) {
            return functionStatements.create(create, statement);
        }
        if (node instanceof SqlDropFunction drop) {
            return functionStatements.drop(drop);
        }
        if (node instanceof RichSqlInsert insert) {
            return insert(insert);
        }
        if (node instanceof SqlStatementSet set) {
            return inserts(set);
        }
        if (node instanceof SqlBeginStatementSet) {
            statementSet = new ArrayList<>();
            statementSetBegins = node.getParserPosition();
            return new Outcome.Pending();
        }
        if (node instanceof SqlEndStatementSet) {
            return endStatementSet(node);
        }
        if (node.isA(SqlKind.QUERY)) {
            return new Outcome.Rows(planner.plan(tables.known(node)));
        }
        return answer(node);
    }

    /**
     * What becomes of rows that are late for all windows of these queries, where the tables say it: they go to another table. To be run together with
     * the queries, behind them.
     *
     * @throws InvalidScriptException without a place, where there is no such table, or they do not fit into it
     */
    public List<PlannedInsert> lateRows(List<PlannedQuery> queries) throws InvalidScriptException {
        Map<String, PlannedInsert> inserts = new LinkedHashMap<>();
        for (PlannedQuery query : queries) {
            for (Step.Scan scan : query.scans()) {
                Optional<String> into = scan.table().lateRows();
                if (into.isPresent() && !inserts.containsKey(scan.table().name())) {
                    Optional<SqlTable> table = tables.find(into.get(), null);
                    if (table.isEmpty()) {
                        throw invalid(
                                SqlParserPos.ZERO,
                                "'late-rows' of table '" + scan.table().name() + "': " + tables.missing(into.get()));
                    }
                    inserts.put(scan.table().name(), planner.planLateRows(scan.table(), table.get()));
                }
            }
        }
        return List.copyOf(inserts.values());
    }

    /**
     * Says that no statement follows.
     *
     * @throws InvalidScriptException where a statement set was begun and is not over
     */
    public void end() throws InvalidScriptException {
        if (statementSet != null) {
            throw invalid(statementSetBegins, "expected END behind BEGIN STATEMENT SET, found the end of the script");
        }
    }

    private Outcome insert(RichSqlInsert insert) throws InvalidScriptException {
        PlannedInsert plan = plan(insert);
        if (statementSet != null) {
            statementSet.add(plan);
            return new Outcome.Pending();
        }
        return new Outcome.Inserts(List.of(plan));
    }

    private Outcome inserts(SqlStatementSet set) throws InvalidScriptException {
        List<PlannedInsert> inserts = new ArrayList<>();
        for (RichSqlInsert insert : set.getInserts()) {
            inserts.add(plan(insert));
        }
        return new Outcome.Inserts(inserts);
    }

    private Outcome endStatementSet(SqlNode end) throws InvalidScriptException {
        List<PlannedInsert> inserts = statementSet;
        if (inserts == null || inserts.isEmpty()) {
            throw invalid(end.getParserPosition(), "expected BEGIN STATEMENT SET and an INSERT before END, found none");
        }
        statementSet = null;
        return new Outcome.Inserts(inserts);
    }

    private PlannedInsert plan(RichSqlInsert insert) throws InvalidScriptException {
        SqlIdentifier target = (SqlIdentifier) insert.getTargetTable();
        SqlTable table = tables.table(Util.last(target.names), target.getParserPosition());
        tables.known(insert.getSource());
        return planner.plan(insert, table);
    }

    private Outcome answer(SqlNode node) throws InvalidScriptException {
        if (node instanceof SqlShowTables) {
            return Answers.names("table name", tables.tables());
        }
        if (node instanceof SqlShowViews) {
            return Answers.names("view name", tables.views());
        }
        if (node instanceof SqlShowFunctions show) {
            return functionStatements.show(show);
        }
        if (node instanceof SqlShowCreateTable show) {
            return Answers.ddl(table(show.getFullTableName(), show));
        }
        if (node instanceof SqlRichDescribeTable describe) {
            return Answers.columns(planner.columns(table(describe.fullTableName(), describe)));
        }
        if (node instanceof SqlRichExplain explain) {
            SqlNode explained = explain.getStatement();
            return Answers.lines(
                    "plan",
                    explained instanceof RichSqlInsert insert
                            ? plan(insert).query().plan()
                            : planner.plan(tables.known(explained)).plan());
        }
        if (node instanceof SqlSet set) {
            return set(set);
        }
        if (node instanceof SqlReset reset) {
            if (reset.getKeyString() == null) {
                settings.clear();
            } else {
                settings.remove(reset.getKeyString());
            }
            return new Outcome.Done("reset", List.of());
        }
        throw invalid(node.getParserPosition(), "this statement is not run here");
    }

    private Outcome set(SqlSet set) {
        String key = set.getKeyString();
        String value = set.getValueString();
        if (key == null || value == null) {
            return Answers.settings(settings);
        }
        settings.put(key, value);
        return new Outcome.Done(key + " is set", List.of());
    }

    private SqlTable table(String[] name, SqlNode at) throws InvalidScriptException {
        return tables.table(name[name.length - 1], at.getParserPosition());
    }

    static InvalidScriptException invalid(SqlParserPos place, String message) {
        return new InvalidScriptException(List.of(Mistake.at(place, message)));
    }
}
