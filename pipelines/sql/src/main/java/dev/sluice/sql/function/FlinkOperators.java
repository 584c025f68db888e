package dev.sluice.sql.function;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.util.ReflectiveSqlOperatorTable;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;

/**
 * The functions and operators of Flink 1.19, with the operands it allows and the types it gives. Windows are not among them: who
 * plans them chains a table of their own.
 */
public final class FlinkOperators {

    private static final SqlOperatorTable TABLE = new Table(Stream.of(
                    StandardOperators.all(),
                    NumberOperators.all(),
                    TextOperators.all(),
                    TimeOperators.all(),
                    ValueOperators.all(),
                    CollectionOperators.all(),
                    JsonOperators.all(),
                    AggregateOperators.all())
            .flatMap(List::stream)
            .toList());

    private FlinkOperators() {}

    /** All of them, found by name whatever its case. */
    public static SqlOperatorTable table() {
        return TABLE;
    }

    /** The names of functions, in upper case and order: what an unknown name is compared with. */
    public static Collection<String> names() {
        TreeSet<String> names = new TreeSet<>();
        for (SqlOperator operator : TABLE.getOperatorList()) {
            if (operator instanceof SqlFunction
                    && Character.isLetter(operator.getName().charAt(0))) {
                names.add(operator.getName());
            }
        }
        return names;
    }

    private static final class Table extends ReflectiveSqlOperatorTable {

        Table(List<SqlOperator> operators) {
            operators.forEach(this::register);
        }

        @Override
        public void lookupOperatorOverloads(
                SqlIdentifier name,
                @Nullable SqlFunctionCategory category,
                SqlSyntax syntax,
                List<SqlOperator> found,
                SqlNameMatcher names) {
            super.lookupOperatorOverloads(name, category, syntax, found, SqlNameMatchers.withCaseSensitive(false));
        }
    }
}
