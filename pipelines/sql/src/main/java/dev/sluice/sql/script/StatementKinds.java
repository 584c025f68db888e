package dev.sluice.sql.script;

import java.util.List;
import java.util.Optional;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
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
import org.apache.flink.sql.parser.dql.SqlShowCreateView;
import org.apache.flink.sql.parser.dql.SqlShowFunctions;
import org.apache.flink.sql.parser.dql.SqlShowTables;
import org.apache.flink.sql.parser.dql.SqlShowViews;

/** Which of the statements that Flink's grammar knows are run here. */
final class StatementKinds {

    private static final List<Class<? extends SqlNode>> RUN = List.of(
            SqlCreateTable.class,
            SqlCreateView.class,
            SqlCreateFunction.class,
            SqlDropTable.class,
            SqlDropView.class,
            SqlDropFunction.class,
            SqlShowTables.class,
            SqlShowViews.class,
            SqlShowFunctions.class,
            SqlShowCreateTable.class,
            SqlShowCreateView.class,
            SqlRichDescribeTable.class,
            SqlRichExplain.class,
            SqlSet.class,
            SqlReset.class,
            RichSqlInsert.class,
            SqlStatementSet.class,
            SqlBeginStatementSet.class,
            SqlEndStatementSet.class);

    private StatementKinds() {}

    /** Why a statement is not run, and what to do instead; empty where it is. */
    static Optional<String> refusal(SqlNode node) {
        if (node instanceof SqlExecute execute) {
            return refusal(execute.getStatement());
        }
        if (node.isA(SqlKind.QUERY) || RUN.stream().anyMatch(kind -> kind.isInstance(node))) {
            return Optional.empty();
        }
        String name = name(node);
        return Optional.of(name + " is not run here" + instead(name));
    }

    private static String name(SqlNode node) {
        if (node instanceof org.apache.calcite.sql.SqlCall call) {
            return call.getOperator().getName();
        }
        return "an expression";
    }

    private static String instead(String name) {
        if (name.contains("CATALOG") || name.contains("DATABASE") || name.contains("USE")) {
            return ": there is one catalog, the directory that --catalog names";
        }
        if (name.contains("MODULE") || name.contains("JAR")) {
            return ": all functions there are stand in the documentation";
        }
        if (name.startsWith("ALTER")) {
            return ": DROP what is there, then CREATE it anew";
        }
        if (name.equals("DELETE") || name.equals("UPDATE") || name.contains("TRUNCATE")) {
            return ": what is in a stream stays; write what should be there with INSERT INTO";
        }
        return "";
    }
}
