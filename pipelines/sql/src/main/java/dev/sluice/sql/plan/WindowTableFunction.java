package dev.sluice.sql.plan;

import com.google.common.collect.Iterables;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlTableFunction;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandMetadata;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.validate.SqlValidator;

/**
 * A window as a table function, e.g. {@code TABLE(HOP(TABLE t, DESCRIPTOR(ts), INTERVAL …, INTERVAL …))}: the rows of its table, each
 * once for each window it is in, with {@code window_start}, {@code window_end} and {@code window_time}.
 */
final class WindowTableFunction extends SqlFunction implements SqlTableFunction {

    /** Where among its operands the table is, the descriptor of the time column, and the first of the intervals. */
    private static final int TABLE = 0;

    static final int TIME = 1;
    static final int INTERVALS = 2;

    /**
     * @param intervals the names of its intervals, for messages
     * @param optional how many of the last ones may be left out
     */
    WindowTableFunction(String name, List<String> intervals, int optional) {
        super(
                name,
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.CURSOR,
                null,
                new Operands(intervals, optional),
                SqlFunctionCategory.SYSTEM);
    }

    @Override
    public SqlReturnTypeInference getRowTypeInference() {
        return WindowTableFunction::rowType;
    }

    @Override
    public boolean argumentMustBeScalar(int ordinal) {
        return ordinal != TABLE;
    }

    private static RelDataType rowType(SqlOperatorBinding call) {
        RelDataTypeFactory types = call.getTypeFactory();
        RelDataType input = call.getOperandType(TABLE);
        RelDataType window = types.createSqlType(SqlTypeName.TIMESTAMP, 3);
        return types.builder()
                .kind(input.getStructKind())
                .addAll(input.getFieldList())
                .add("window_start", window)
                .add("window_end", window)
                .add("window_time", types.createSqlType(timeType(call, input), 3))
                .build();
    }

    /** A window of instants ends at one, though its bounds are shown by the clock on the wall. */
    private static SqlTypeName timeType(SqlOperatorBinding call, RelDataType input) {
        String time = ((SqlIdentifier) ((SqlCall) ((SqlCallBinding) call).operand(TIME)).operand(0)).getSimple();
        return input.getFieldList().stream()
                .filter(field -> field.getName().equals(time))
                .map(field -> field.getType().getSqlTypeName())
                .findFirst()
                .orElse(SqlTypeName.TIMESTAMP);
    }

    /**
     * A call of a session over a table with PARTITION BY, with those columns behind the time in its descriptor: Calcite plans such
     * tables in no other way.
     */
    static SqlCall partitionInDescriptor(SqlCall session) {
        SqlCall table = null;
        for (SqlNode operand : session.getOperandList()) {
            SqlNode value = value(operand);
            table = value.getKind() == SqlKind.SET_SEMANTICS_TABLE ? (SqlCall) value : table;
        }
        if (table == null) {
            return session;
        }
        SqlNodeList order = table.operand(2);
        if (!order.isEmpty()) {
            throw Mistakes.at(order.getParserPosition(), "a session is in the order of its time: leave ORDER BY out");
        }
        List<SqlNode> operands = new ArrayList<>();
        for (SqlNode operand : session.getOperandList()) {
            operands.add(withoutPartition(operand, table));
        }
        return session.getOperator().createCall(session.getParserPosition(), operands);
    }

    private static SqlNode withoutPartition(SqlNode operand, SqlCall table) {
        SqlNode value = value(operand);
        SqlNode instead = value;
        if (value == table) {
            instead = table.operand(0);
        } else if (value instanceof SqlCall descriptor
                && descriptor.getOperator().isName("DESCRIPTOR", false)) {
            List<SqlNode> columns = new ArrayList<>(descriptor.getOperandList());
            columns.addAll((SqlNodeList) table.operand(1));
            instead = descriptor.getOperator().createCall(descriptor.getParserPosition(), columns);
        }
        return value == operand
                ? instead
                : ((SqlCall) operand)
                        .getOperator()
                        .createCall(operand.getParserPosition(), instead, ((SqlCall) operand).operand(1));
    }

    /** What an operand is, also where it is given by name. */
    private static SqlNode value(SqlNode operand) {
        return operand.getKind() == SqlKind.ARGUMENT_ASSIGNMENT ? ((SqlCall) operand).operand(0) : operand;
    }

    /** A table, a descriptor of one of its timestamps, intervals. */
    private record Operands(List<String> intervals, int optional) implements SqlOperandMetadata {

        @Override
        public List<RelDataType> paramTypes(RelDataTypeFactory types) {
            return paramNames().stream()
                    .map(name -> types.createSqlType(SqlTypeName.ANY))
                    .toList();
        }

        @Override
        public List<String> paramNames() {
            return Stream.concat(Stream.of("DATA", "TIMECOL"), intervals.stream())
                    .toList();
        }

        @Override
        public SqlOperandCountRange getOperandCountRange() {
            return SqlOperandCountRanges.between(INTERVALS + intervals.size() - optional, INTERVALS + intervals.size());
        }

        @Override
        public Consistency getConsistency() {
            return Consistency.NONE;
        }

        @Override
        public boolean isOptional(int ordinal) {
            return ordinal >= INTERVALS + intervals.size() - optional;
        }

        @Override
        public String getAllowedSignatures(SqlOperator operator, String name) {
            StringBuilder signature = new StringBuilder(name).append("(TABLE table_name, DESCRIPTOR(timecol)");
            for (int i = 0; i < intervals.size(); i++) {
                String text = ", " + intervals.get(i) + " interval";
                signature.append(isOptional(INTERVALS + i) ? "[" + text + "]" : text);
            }
            return signature.append(")").toString();
        }

        @Override
        public boolean checkOperandTypes(SqlCallBinding call, boolean throwOnFailure) {
            boolean right = isTableAndTime(call) && areIntervals(call);
            if (!right && throwOnFailure) {
                throw call.newValidationSignatureError();
            }
            return right;
        }

        private static boolean isTableAndTime(SqlCallBinding call) {
            RelDataType table = call.getValidator().getValidatedNodeType(call.operand(TABLE));
            SqlNode descriptor = call.operand(TIME);
            if (table.getSqlTypeName() != SqlTypeName.ROW
                    || descriptor.getKind() != SqlKind.DESCRIPTOR
                    || (((SqlCall) descriptor).operandCount() != 1
                            && !call.getOperator().isName(WindowOperators.SESSION, false))
                    || !(((SqlCall) descriptor).operand(0) instanceof SqlIdentifier column)) {
                return false;
            }
            for (SqlNode key : Iterables.skip(((SqlCall) descriptor).getOperandList(), 1)) {
                if (!(key instanceof SqlIdentifier identifier)
                        || !table.getFieldNames().contains(identifier.toString())) {
                    throw Mistakes.at(
                            key.getParserPosition(),
                            "there is no column '" + key + "', expected one of "
                                    + String.join(", ", table.getFieldNames()));
                }
            }
            String name = column.getSimple();
            for (RelDataTypeField field : table.getFieldList()) {
                if (field.getName().equals(name)) {
                    if (SqlTypeUtil.isTimestamp(field.getType())
                            || field.getType().getSqlTypeName() == SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE) {
                        return true;
                    }
                    throw Mistakes.at(
                            column.getParserPosition(),
                            "expected a timestamp column in DESCRIPTOR, found " + name + " of type " + field.getType());
                }
            }
            throw Mistakes.at(
                    column.getParserPosition(),
                    "there is no column '" + name + "', expected one of " + String.join(", ", table.getFieldNames()));
        }

        private static boolean areIntervals(SqlCallBinding call) {
            SqlValidator validator = call.getValidator();
            for (int i = INTERVALS; i < call.getOperandCount(); i++) {
                if (!SqlTypeUtil.isInterval(validator.getValidatedNodeType(call.operand(i)))) {
                    return false;
                }
            }
            return true;
        }
    }
}
