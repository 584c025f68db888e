package dev.sluice.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlShuttle;
import org.apache.calcite.util.Litmus;
import org.jspecify.annotations.Nullable;

/**
 * Windows in GROUP BY, {@code GROUP BY HOP(ts, slide, size)}, and what the SELECT asks of them, {@code HOP_END(ts, slide, size)}. Calcite's own
 * functions for them know no ROWTIME and give a session's start as its end. Here a window is a plain function among the group's keys, and
 * an auxiliary one a function of that key.
 */
enum GroupWindow {
    TUMBLE(2),
    HOP(3),
    SESSION(2);

    /** What a query asks of the window of a group. */
    enum Property {
        START(Property::timestamp),
        END(Property::timestamp),
        ROWTIME(ReturnTypes.ARG0_FORCE_NULLABLE);

        @SuppressWarnings("ImmutableEnumChecker") // it only does not say so
        private final SqlFunction function;

        Property(SqlReturnTypeInference type) {
            function = new SqlFunction(
                    "$" + name(), SqlKind.OTHER_FUNCTION, type, null, OperandTypes.ANY, SqlFunctionCategory.SYSTEM);
        }

        /** Of a window of instants, too: the clock on the wall, never NULL. */
        private static RelDataType timestamp(SqlOperatorBinding call) {
            return call.getTypeFactory().createSqlType(SqlTypeName.TIMESTAMP, 3);
        }

        static Optional<Property> of(SqlOperator operator) {
            for (Property property : values()) {
                if (property.function.equals(operator)) {
                    return Optional.of(property);
                }
            }
            return Optional.empty();
        }
    }

    private final int operands;

    @SuppressWarnings("ImmutableEnumChecker") // it only does not say so
    private final SqlFunction function;

    GroupWindow(int operands) {
        this.operands = operands;
        // The operand behind the intervals says where in the script it stands.
        function = new SqlFunction(
                "$" + name(),
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.ARG0,
                null,
                OperandTypes.VARIADIC,
                SqlFunctionCategory.SYSTEM);
    }

    /** The window that a planned call stands for. */
    static Optional<GroupWindow> of(SqlOperator operator) {
        for (GroupWindow window : values()) {
            if (window.function.equals(operator)) {
                return Optional.of(window);
            }
        }
        return Optional.empty();
    }

    /** All of these functions, for Calcite looks them up by their names. */
    static List<SqlOperator> operators() {
        List<SqlOperator> operators = new ArrayList<>();
        for (GroupWindow window : values()) {
            operators.add(window.function);
        }
        for (Property property : Property.values()) {
            operators.add(property.function);
        }
        return operators;
    }

    /** Where the window's time and intervals end among the operands of a call, and its line and column begin. */
    int operands() {
        return operands;
    }

    /** The query with its group windows, and what it asks of them, as calls of these functions. */
    static SqlNode rewrite(SqlNode query) {
        return query.accept(new Selects());
    }

    private static final class Selects extends SqlShuttle {
        @Override
        public @Nullable SqlNode visit(SqlCall call) {
            WindowOperators.check(call);
            SqlNode visited = super.visit(call);
            if (visited instanceof SqlCall session && session.getOperator().isName(WindowOperators.SESSION, false)) {
                return WindowTableFunction.partitionInDescriptor(session);
            }
            return visited instanceof SqlSelect select ? new Rewriting(select).rewritten() : visited;
        }
    }

    private static final class Rewriting {

        private final SqlSelect select;
        private @Nullable SqlCall window;
        private @Nullable GroupWindow kind;

        Rewriting(SqlSelect select) {
            this.select = select;
        }

        SqlSelect rewritten() {
            SqlNodeList group = select.getGroup();
            if (group != null) {
                group.replaceAll(this::ofGroup);
            }
            SqlShuttle auxiliary = new Auxiliary();
            SqlNodeList list = select.getSelectList();
            SqlNode selected = list.accept(auxiliary);
            if (selected instanceof SqlNodeList nodes) {
                select.setSelectList(nodes);
            }
            SqlNode having = select.getHaving();
            if (having != null) {
                select.setHaving(having.accept(auxiliary));
            }
            return select;
        }

        private SqlNode ofGroup(SqlNode key) {
            if (!(key instanceof SqlCall call)) {
                return key;
            }
            Optional<GroupWindow> found = named(call.getOperator().getName().replace("$", ""));
            if (found.isEmpty()) {
                return key;
            }
            GroupWindow is = found.get();
            if (window != null) {
                throw Mistakes.at(key.getParserPosition(), "expected one window in GROUP BY, found another: " + is);
            }
            if (call.operandCount() != is.operands) {
                throw Mistakes.at(
                        key.getParserPosition(),
                        "expected " + is.signature() + ", found " + call.operandCount() + " operands");
            }
            kind = is;
            SqlParserPos place = key.getParserPosition();
            SqlNode[] operands = new SqlNode[is.operands + 2];
            for (int i = 0; i < is.operands; i++) {
                operands[i] = call.operand(i);
            }
            operands[is.operands] = number(place.getLineNum());
            operands[is.operands + 1] = number(place.getColumnNum());
            window = new SqlBasicCall(is.function, List.of(operands), place);
            return window;
        }

        private static SqlNode number(int value) {
            return SqlLiteral.createExactNumeric(String.valueOf(value), SqlParserPos.ZERO);
        }

        /** HOP_START and the like in SELECT and HAVING. */
        private final class Auxiliary extends SqlShuttle {
            @Override
            public @Nullable SqlNode visit(SqlCall call) {
                if (call.getKind() == SqlKind.SELECT) {
                    return call; // has a group of its own, and has been seen to
                }
                String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
                int parted = name.lastIndexOf('_');
                Optional<GroupWindow> of = parted < 0 ? Optional.empty() : named(name.substring(0, parted));
                if (of.isEmpty()) {
                    return super.visit(call);
                }
                for (Property property : Property.values()) {
                    if (name.substring(parted + 1).equals(property.name())) {
                        return property.function.createCall(call.getParserPosition(), matching(of.get(), call, name));
                    }
                }
                return super.visit(call);
            }
        }

        private SqlNode matching(GroupWindow of, SqlCall call, String name) {
            SqlCall grouped = window;
            boolean same = grouped != null && kind == of && call.operandCount() == of.operands;
            for (int i = 0; same && grouped != null && i < of.operands; i++) {
                same = isSame(grouped.operand(i), call.operand(i));
            }
            if (!same || grouped == null) {
                throw Mistakes.at(
                        call.getParserPosition(),
                        "expected a " + of + " with the same operands in GROUP BY, found "
                                + (grouped == null ? "none" : "another window")
                                + ": " + name + " says when the window of a group is");
            }
            return grouped;
        }

        /** As written, but for the table before a column's name. */
        private static boolean isSame(SqlNode one, SqlNode other) {
            if (one instanceof SqlIdentifier a && other instanceof SqlIdentifier b) {
                return a.names.get(a.names.size() - 1).equals(b.names.get(b.names.size() - 1));
            }
            return one.equalsDeep(other, Litmus.IGNORE);
        }
    }

    private static Optional<GroupWindow> named(String name) {
        for (GroupWindow window : values()) {
            if (window.name().equalsIgnoreCase(name)) {
                return Optional.of(window);
            }
        }
        return Optional.empty();
    }

    private String signature() {
        return switch (this) {
            case TUMBLE -> "TUMBLE(time, size)";
            case HOP -> "HOP(time, slide, size)";
            case SESSION -> "SESSION(time, gap)";
        };
    }
}
