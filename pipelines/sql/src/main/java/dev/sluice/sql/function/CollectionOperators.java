package dev.sluice.sql.function;

import java.util.List;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/** Functions of arrays and maps. */
final class CollectionOperators {

    private CollectionOperators() {}

    static List<SqlOperator> all() {
        return List.of(SqlStdOperatorTable.ARRAY_VALUE_CONSTRUCTOR, SqlStdOperatorTable.MAP_VALUE_CONSTRUCTOR);
    }
}
