package dev.sluice.sql.function;

import static org.apache.calcite.sql.fun.SqlStdOperatorTable.*;

import java.util.List;
import org.apache.calcite.sql.SqlOperator;

/** Functions of JSON. */
final class JsonOperators {

    private JsonOperators() {}

    static List<SqlOperator> all() {
        return List.of(
                IS_JSON_VALUE,
                IS_JSON_OBJECT,
                IS_JSON_ARRAY,
                IS_JSON_SCALAR,
                IS_NOT_JSON_VALUE,
                IS_NOT_JSON_OBJECT,
                IS_NOT_JSON_ARRAY,
                IS_NOT_JSON_SCALAR,
                JSON_EXISTS);
    }
}
