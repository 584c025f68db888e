package dev.sluice.sql.plan;

import dev.sluice.schema.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.jspecify.annotations.Nullable;

/** The functions of windows. */
final class WindowOperators {

    static final String TUMBLE = "TUMBLE";
    static final String HOP = "HOP";
    static final String CUMULATE = "CUMULATE";
    static final String SESSION = "SESSION";

    private static final List<String> NAMES = List.of(TUMBLE, HOP, CUMULATE, SESSION);

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

    /** Looks at what Calcite does not look at, and fails on, of table functions, their operands and descriptors. */
    static void check(SqlCall call) {
        if (call.getKind() == SqlKind.COLLECTION_TABLE && call.operand(0) instanceof SqlCall function) {
            checkName(function);
        }
        List<SqlNode> operands = call.getOperandList();
        long named = operands.stream().filter(WindowOperators::isNamed).count();
        for (SqlNode operand : operands) {
            if (named > 0 && operand != null && !isNamed(operand)) {
                throw Mistakes.at(
                        operand.getParserPosition(), "expected all operands by their names, or none, found some");
            }
        }
        if (!isOne(call) && call.getKind() != SqlKind.ARGUMENT_ASSIGNMENT) {
            operands.forEach(WindowOperators::refuseDescriptor);
        }
    }

    private static void checkName(SqlCall function) {
        String name = function.getOperator().getName();
        if (!isOne(function)) {
            throw Mistakes.at(
                    function.getParserPosition(),
                    "expected a window in TABLE(…), one of " + String.join(", ", NAMES) + ", found " + name
                            + NearestName.of(name.toUpperCase(Locale.ROOT), NAMES)
                                    .map(nearest -> "; did you mean " + nearest + "?")
                                    .orElse(""));
        }
    }

    private static boolean isOne(SqlCall call) {
        return NAMES.contains(call.getOperator().getName().toUpperCase(Locale.ROOT));
    }

    private static boolean isNamed(@Nullable SqlNode operand) {
        return operand != null && operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT;
    }

    private static void refuseDescriptor(@Nullable SqlNode operand) {
        if (operand instanceof SqlNodeList list) {
            list.forEach(WindowOperators::refuseDescriptor);
        } else if (operand instanceof SqlCall call && call.getOperator().isName("DESCRIPTOR", false)) {
            throw Mistakes.at(
                    call.getParserPosition(), "DESCRIPTOR names the time of a window, in TABLE(…), and is no value");
        }
    }
}
