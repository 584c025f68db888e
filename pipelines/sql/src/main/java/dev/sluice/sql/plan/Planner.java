package dev.sluice.sql.plan;

import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.expression.ExpressionCompiler;
import dev.sluice.sql.expression.UnsupportedExpressionException;
import dev.sluice.sql.function.FlinkConvertlets;
import dev.sluice.sql.function.FlinkOperators;
import dev.sluice.sql.function.FlinkTypes;
import dev.sluice.sql.function.FlinkValidator;
import dev.sluice.sql.function.FunctionCatalog;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.table.SqlColumn;
import dev.sluice.sql.table.SqlTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.config.CalciteConnectionProperty;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.ConventionTraitDef;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.flink.sql.parser.dml.RichSqlInsert;
import org.jspecify.annotations.Nullable;

/**
 * Validates queries over the tables it was given, and plans them. What is wrong with a query is told at its place in the script, before
 * anything runs.
 */
public final class Planner {

    private final RelDataTypeFactory types = FlinkTypes.factory();
    private final SqlOperatorTable operators;
    private final CalciteSchema schema = CalciteSchema.createRootSchema(false, false);
    private final NearNames names;
    private final RelOptCluster cluster;

    /** Without functions of the user's own. */
    public Planner() {
        this(FunctionCatalog.empty());
    }

    /** @param functions of the user's own, as they are when a query calls them */
    public Planner(FunctionCatalog functions) {
        names = new NearNames(schema, types, functions);
        operators = SqlOperatorTables.chain(
                FlinkOperators.table(), WindowOperators.table(), new UserFunctionTable(functions));
        RelOptPlanner planner = new HepPlanner(HepProgram.builder().build());
        planner.addRelTraitDef(ConventionTraitDef.INSTANCE);
        planner.setExecutor(FlinkConvertlets.NO_FOLDING);
        cluster = RelOptCluster.create(planner, new RexBuilder(types));
        // By reflection: Calcite's own way compiles Java for it at each start.
        cluster.setMetadataQuerySupplier(Metadata::new);
    }

    private static final class Metadata extends RelMetadataQuery {
        Metadata() {
            super(new ProxyingMetadataHandlerProvider(DefaultRelMetadataProvider.INSTANCE));
        }
    }

    /** Makes the types of columns. */
    public RelDataTypeFactory types() {
        return types;
    }

    /**
     * Makes a table known, in place of one of the same name.
     *
     * @throws InvalidScriptException where a computed column cannot be computed
     */
    public void add(SqlTable table) throws InvalidScriptException {
        schema.add(table.name(), new PlannedTable(table, columns(table)));
    }

    /**
     * Makes a view known, in place of one of the same name.
     *
     * @param names of its columns; none: as its query has them
     * @throws InvalidScriptException where its query is not valid
     */
    public void addView(String name, SqlNode query, List<String> names) throws InvalidScriptException {
        SqlNode original = Copy.of(query);
        RelNode first = relation(query);
        if (LimitedQuery.of(original).limit() != null) {
            throw new Refusals(original).limit();
        }
        RelDataType rowType = names.isEmpty() ? first.getRowType() : renamed(first.getRowType(), names, query);
        schema.add(name, new PlannedView(rowType, () -> again(original)));
    }

    private RelDataType renamed(RelDataType rowType, List<String> names, SqlNode query) throws InvalidScriptException {
        if (names.size() != rowType.getFieldCount()) {
            throw Mistakes.invalid(
                    query.getParserPosition(),
                    "expected as many columns as the view names, " + names.size() + ", found "
                            + rowType.getFieldCount());
        }
        return types.createStructType(
                rowType.getFieldList().stream().map(f -> f.getType()).toList(), names);
    }

    private RelNode again(SqlNode query) {
        try {
            return relation(Copy.of(query));
        } catch (InvalidScriptException e) {
            throw Mistakes.at(
                    SqlParserPos.ZERO, "a view that was valid when it was made is not any more: " + e.getMessage());
        }
    }

    /** The names of the columns of a view; none where there is no such. */
    public List<String> columns(String view) {
        CalciteSchema.TableEntry found = schema.getTable(view, true);
        return found == null ? List.of() : found.getTable().getRowType(types).getFieldNames();
    }

    /** Forgets a table or a view, and says whether there was one. */
    public boolean remove(String name) {
        return schema.removeTable(name);
    }

    /**
     * Plans a query.
     *
     * @throws InvalidScriptException where it is not valid, or is not run on streams
     */
    public PlannedQuery plan(SqlNode query) throws InvalidScriptException {
        LimitedQuery limited = LimitedQuery.of(query);
        SqlNode original = Copy.of(limited.query());
        RelNode relation = relation(limited.query());
        Refusals refusals = new Refusals(original);
        RelNode joined = FlatJoins.of(relation, refusals);
        Step step = new StepBuilder(types, refusals).build(joined);
        GivenAgain.refuse(step, original);
        return new PlannedQuery(
                step,
                RelOptUtil.toString(joined),
                limited.limit(),
                LatestKey.of(relation).orElse(null));
    }

    /**
     * Plans an INSERT.
     *
     * @throws InvalidScriptException where its query is not valid, or does not fit into the table
     */
    public PlannedInsert plan(RichSqlInsert insert, SqlTable table) throws InvalidScriptException {
        SqlNode original = Copy.of(insert.getSource());
        SqlNodeList columns = insert.getTargetColumnList();
        PlannedQuery rows = plan(insert.getSource());
        if (rows.limit() != null) {
            throw new Refusals(original).limit();
        }
        return new InsertPlan(table, types, original).of(rows, columns == null ? SqlNodeList.EMPTY : columns);
    }

    /**
     * Plans what becomes of rows that are late for all windows: they go to another table, column by column of the same name.
     *
     * @throws InvalidScriptException without a place in a script, where they do not fit into it
     */
    public PlannedInsert planLateRows(SqlTable table, SqlTable into) throws InvalidScriptException {
        return new LateInsert(types, table, into).plan();
    }

    private RelNode relation(SqlNode query) throws InvalidScriptException {
        SqlNode original = Copy.of(query);
        try {
            SqlValidator validator = validator();
            SqlNode valid = validator.validate(JoinSyntax.rewrite(GroupWindow.rewrite(query)));
            ComparisonCheck.check(valid, validator, cluster.getRexBuilder());
            return converter(validator).convertQuery(valid, false, true).project();
        } catch (CalciteContextException e) {
            throw names.completed(
                    Mistakes.ofStar(e, original).orElseGet(() -> Mistakes.of(e, original)), names.columnsOf(original));
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw names.completed(Mistakes.unforeseen(e, original), names.columnsOf(original));
        }
    }

    private SqlValidator validator() {
        return new FlinkValidator(operators, catalog(), types);
    }

    private CalciteCatalogReader catalog() {
        return new CalciteCatalogReader(
                schema,
                List.of(),
                types,
                CalciteConnectionConfig.DEFAULT.set(CalciteConnectionProperty.CASE_SENSITIVE, "true"));
    }

    private SqlToRelConverter converter(SqlValidator validator) {
        return new SqlToRelConverter(
                (rowType, query, path, view) -> {
                    throw new IllegalStateException("views plan themselves");
                },
                validator,
                catalog(),
                cluster,
                FlinkConvertlets.table(),
                SqlToRelConverter.config()
                        .withTrimUnusedFields(false)
                        .withExpand(false)
                        .withInSubQueryThreshold(Integer.MAX_VALUE));
    }

    /**
     * The columns of a table as queries see them.
     *
     * @throws InvalidScriptException where a computed column cannot be computed
     */
    public TableColumns columns(SqlTable table) throws InvalidScriptException {
        Map<String, RelDataType> known = new LinkedHashMap<>();
        for (SqlColumn column : table.columns()) {
            if (column instanceof SqlColumn.Physical physical) {
                known.put(column.name(), FlinkTypes.ofColumn(types, physical.type()));
            } else if (column instanceof SqlColumn.Metadata metadata) {
                known.put(column.name(), FlinkTypes.ofColumn(types, metadata.type()));
            }
        }
        List<@Nullable Expression> computed = new ArrayList<>();
        RelDataTypeFactory.Builder rowType = types.builder();
        for (SqlColumn column : table.columns()) {
            if (column instanceof SqlColumn.Computed by) {
                RexNode expression = expression(by.expression(), known, table);
                computed.add(compiled(expression, by.expression()));
                rowType.add(column.name(), expression.getType());
            } else {
                computed.add(null);
                rowType.add(column.name(), known.get(column.name()));
            }
        }
        RelDataType built = rowType.build();
        int rowtime = table.watermark() == null
                ? -1
                : built.getFieldNames().indexOf(table.watermark().column());
        return new TableColumns(built, computed, rowtime);
    }

    /** An expression over the columns of a table, which are read from where a row of it has them. */
    private RexNode expression(SqlNode expression, Map<String, RelDataType> known, SqlTable table)
            throws InvalidScriptException {
        List<String> places = table.columns().stream().map(SqlColumn::name).toList();
        Map<String, RexNode> columns = new HashMap<>();
        known.forEach((name, type) -> columns.put(name, new RexInputRef(places.indexOf(name), type)));
        SqlNode original = Copy.of(expression);
        try {
            SqlValidator validator = validator();
            SqlNode valid = validator.validateParameterizedExpression(expression, known);
            return converter(validator).convertExpression(valid, columns);
        } catch (CalciteContextException e) {
            throw names.completed(Mistakes.of(e, original), known.keySet());
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            throw names.completed(Mistakes.unforeseen(e, original), known.keySet());
        }
    }

    private static Expression compiled(RexNode expression, SqlNode at) throws InvalidScriptException {
        try {
            return ExpressionCompiler.compile(expression);
        } catch (UnsupportedExpressionException e) {
            throw Mistakes.invalid(at.getParserPosition(), String.valueOf(e.getMessage()));
        }
    }
}
