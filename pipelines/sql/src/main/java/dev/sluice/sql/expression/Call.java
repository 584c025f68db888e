package dev.sluice.sql.expression;

import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A call of a function or operator, on its way to become an expression.
 *
 * @param name of the operator, in upper case
 * @param operands as written
 * @param arguments the operands' expressions; those that are not values, as the unit of {@code EXTRACT}, give null
 * @param type of the result
 * @param zone of the session
 */
record Call(String name, List<RexNode> operands, List<Expression> arguments, RelDataType type, ZoneId zone) {

    int size() {
        return operands.size();
    }

    Expression argument(int i) {
        return arguments.get(i);
    }

    RelDataType typeOf(int i) {
        return operands.get(i).getType();
    }

    SqlTypeName kindOf(int i) {
        return typeOf(i).getSqlTypeName();
    }

    SqlTypeName kind() {
        return type.getSqlTypeName();
    }

    /** The value of an operand that is a literal, else null: what can be prepared once is. */
    @Nullable
    Object literal(int i) {
        return operands.get(i) instanceof RexLiteral literal ? Literals.value(literal) : null;
    }

    boolean isLiteral(int i) {
        return operands.get(i) instanceof RexLiteral;
    }

    /** An operand that is a word of the grammar, as the unit of {@code EXTRACT}. */
    <E extends Enum<E>> E symbol(int i, Class<E> kind) throws UnsupportedExpressionException {
        if (operands.get(i) instanceof RexLiteral literal && kind.isInstance(literal.getValue())) {
            return kind.cast(literal.getValue());
        }
        throw unsupported("expected a " + kind.getSimpleName() + ", found " + operands.get(i));
    }

    /** An argument cast to the type that the call gives. */
    Expression argumentAsResult(int i) throws UnsupportedExpressionException {
        return Casts.implicit(argument(i), typeOf(i), type, zone);
    }

    UnsupportedExpressionException unsupported(String why) {
        String types = operands.stream().map(o -> o.getType().toString()).collect(Collectors.joining(", "));
        return new UnsupportedExpressionException(name + "(" + types + ") is not supported: " + why);
    }
}
