package dev.sluice.sql.expression;

import dev.sluice.sql.function.UserFunction;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/**
 * Calcite's expressions become ours, which compute what Flink 1.19 computes. What is constant in a call, such as a pattern, is prepared
 * once.
 *
 * <pre>{@code
 * Expression celsius = ExpressionCompiler.compile(project.getProjects().get(0));
 * Object value = celsius.evaluate(row);
 * }</pre>
 */
public final class ExpressionCompiler {

    private static final ExpressionCompiler UTC = new ExpressionCompiler(ZoneOffset.UTC);

    private final ZoneId zone;

    private ExpressionCompiler(ZoneId zone) {
        this.zone = zone;
    }

    /** A compiler for a session in a time zone: what {@code LOCALTIMESTAMP}, {@code DATE_FORMAT} of a TIMESTAMP_LTZ and such go by. */
    public static ExpressionCompiler in(ZoneId zone) {
        return new ExpressionCompiler(zone);
    }

    /**
     * The expression of a node, in a session in UTC. A reference to field i reads {@code row[i]}.
     *
     * @throws UnsupportedExpressionException where the node holds a function, or types, that are not computed here
     */
    public static Expression compile(RexNode node) throws UnsupportedExpressionException {
        return UTC.expression(node);
    }

    /** The expressions of several nodes, in their order, in a session in UTC. */
    public static Expression[] compile(List<? extends RexNode> nodes) throws UnsupportedExpressionException {
        return UTC.expressions(nodes);
    }

    /** The expressions of several nodes, in their order. */
    public Expression[] expressions(List<? extends RexNode> nodes) throws UnsupportedExpressionException {
        Expression[] expressions = new Expression[nodes.size()];
        for (int i = 0; i < expressions.length; i++) {
            expressions[i] = expression(nodes.get(i));
        }
        return expressions;
    }

    /** As {@link #compile(RexNode)}, in the zone of this compiler. */
    public Expression expression(RexNode node) throws UnsupportedExpressionException {
        if (node instanceof RexInputRef column) {
            return new Column(column.getIndex());
        }
        if (node instanceof RexLiteral literal) {
            return Literals.translate(literal);
        }
        if (node instanceof RexFieldAccess access) {
            int index = access.getField().getIndex();
            return Strict.of(expression(access.getReferenceExpr()), (Object[] fields) -> fields[index]);
        }
        if (node instanceof RexCall call) {
            return call(call);
        }
        throw new UnsupportedExpressionException("Expected columns, literals and functions of them, found " + node);
    }

    /**
     * The expression cast as an INSERT casts what it writes into a column of another type: as {@code CAST} does.
     *
     * @throws UnsupportedExpressionException where there is no cast between the types
     */
    public static Expression cast(Expression expression, RelDataType from, RelDataType to)
            throws UnsupportedExpressionException {
        return Casts.implicit(expression, from, to, UTC.zone);
    }

    /**
     * A number for a column of a narrower type, such as a BIGINT for an INTEGER: as it is where it fits.
     *
     * @param column named where it does not fit, which throws an {@link EvaluationException}
     * @throws UnsupportedExpressionException where the types are not those of whole numbers
     */
    public static Expression narrow(Expression expression, RelDataType from, RelDataType to, String column)
            throws UnsupportedExpressionException {
        return Narrowing.of(expression, from, to, column);
    }

    private Expression call(RexCall call) throws UnsupportedExpressionException {
        if (call.getOperator().getName().equals("SEARCH")) {
            return Search.translate(call, this);
        }
        List<Expression> arguments = new ArrayList<>(call.getOperands().size());
        for (RexNode operand : call.getOperands()) {
            arguments.add(expression(operand));
        }
        if (call.getOperator() instanceof UserFunction function) {
            List<RelDataType> types =
                    call.getOperands().stream().map(RexNode::getType).toList();
            return UserCall.of(function, types, arguments, call.getType());
        }
        Call ours = new Call(
                call.getOperator().getName().toUpperCase(Locale.ROOT),
                call.getOperands(),
                arguments,
                call.getType(),
                zone);
        Expression expression = Functions.translator(ours).translate(ours);
        boolean constant =
                call.getOperator().isDeterministic() && arguments.stream().allMatch(Constant.class::isInstance);
        return constant ? Constant.of(expression) : expression;
    }
}
