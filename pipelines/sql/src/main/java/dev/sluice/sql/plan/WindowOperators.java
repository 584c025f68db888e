package dev.sluice.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlOperatorTables;

/** The functions of windows. */
final class WindowOperators {

    static final String TUMBLE = "TUMBLE";
    static final String HOP = "HOP";
    static final String CUMULATE = "CUMULATE";
    static final String SESSION = "SESSION";

    private static final String OFFSET = "OFFSET";

    private WindowOperators() {}

    static SqlOperatorTable table() {
        List<SqlOperator> operators = new ArrayList<>(GroupWindow.operators());
        operators.add(SqlStdOperatorTable.DESCRIPTOR);
        operators.add(new WindowTableFunction(TUMBLE, List.of("SIZE", OFFSET), 1));
        operators.add(new WindowTableFunction(HOP, List.of("SLIDE", "SIZE", OFFSET), 1));
        operators.add(new WindowTableFunction(CUMULATE, List.of("STEP", "SIZE", OFFSET), 1));
        operators.add(new WindowTableFunction(SESSION, List.of("GAP"), 0));
        return SqlOperatorTables.of(operators);
    }
}
