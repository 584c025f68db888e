package dev.sluice.sql.expression;

import dev.sluice.sql.function.FlinkConvertlets;
import dev.sluice.sql.function.FlinkOperators;
import dev.sluice.sql.function.FlinkTypes;
import dev.sluice.sql.function.FlinkValidator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Properties;
import org.apache.calcite.config.CalciteConnectionConfigImpl;
import org.apache.calcite.config.Lex;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgram;
import org.apache.calcite.prepare.CalciteCatalogReader;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.metadata.DefaultRelMetadataProvider;
import org.apache.calcite.rel.metadata.ProxyingMetadataHandlerProvider;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.parser.SqlParseException;
import org.apache.calcite.sql.parser.SqlParser;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql2rel.SqlToRelConverter;
import org.apache.flink.sql.parser.impl.FlinkSqlParserImpl;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;

/** Expressions of SQL, through the grammar and validation that scripts go through. */
final class Sql {

    private static final RelDataTypeFactory TYPES = FlinkTypes.factory();

    private Sql() {}

    /** An expression over the columns of a row type, which may call functions of the user's own. */
    static RexNode expression(String expression, RelDataType row, SqlOperator... functions) throws SqlParseException {
        Project project = (Project) query("SELECT " + expression + " FROM t", row, functions);
        return project.getProjects().get(0);
    }

    /** An expression as it arrives at a worker. */
    static Expression sent(Expression expression) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(expression);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return (Expression) in.readObject();
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new AssertionError("expected an expression that can be sent", e);
        }
    }

    static RelDataTypeFactory types() {
        return TYPES;
    }

    private static RelNode query(String query, RelDataType row, SqlOperator... functions) throws SqlParseException {
        CalciteSchema schema = CalciteSchema.createRootSchema(false, false);
        schema.add("t", new AbstractTable() {
            @Override
            public RelDataType getRowType(RelDataTypeFactory factory) {
                return row;
            }
        });
        CalciteCatalogReader catalog =
                new CalciteCatalogReader(schema, List.of(), TYPES, new CalciteConnectionConfigImpl(new Properties()));
        SqlValidator validator = new FlinkValidator(
                SqlOperatorTables.chain(FlinkOperators.table(), SqlOperatorTables.of(functions)), catalog, TYPES);
        SqlParser.Config grammar = SqlParser.config()
                .withParserFactory(FlinkSqlParserImpl.FACTORY)
                .withConformance(FlinkSqlConformance.DEFAULT)
                .withLex(Lex.JAVA)
                .withIdentifierMaxLength(256);
        SqlNode valid = validator.validate(SqlParser.create(query, grammar).parseQuery());
        HepPlanner planner = new HepPlanner(HepProgram.builder().build());
        planner.setExecutor(FlinkConvertlets.NO_FOLDING);
        RelOptCluster cluster = RelOptCluster.create(planner, new RexBuilder(TYPES));
        cluster.setMetadataQuerySupplier(Metadata::new);
        SqlToRelConverter converter = new SqlToRelConverter(
                (type, text, path, view) -> {
                    throw new UnsupportedOperationException();
                },
                validator,
                catalog,
                cluster,
                FlinkConvertlets.table(),
                SqlToRelConverter.config()
                        .withTrimUnusedFields(false)
                        .withExpand(false)
                        .withInSubQueryThreshold(Integer.MAX_VALUE));
        return converter.convertQuery(valid, false, true).project();
    }

    private static final class Metadata extends RelMetadataQuery {
        Metadata() {
            super(new ProxyingMetadataHandlerProvider(DefaultRelMetadataProvider.INSTANCE));
        }
    }
}
