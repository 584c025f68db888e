package dev.sluice.sql.plan;

import dev.sluice.sql.expression.ExpressionCompiler;
import dev.sluice.sql.expression.UnsupportedExpressionException;
import dev.sluice.sql.script.InvalidScriptException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/** Comparisons in a valid query: Calcite lets those of types through that do not compare, and a plan has lost their places. */
final class ComparisonCheck extends SqlBasicVisitor<@Nullable Void> {

    private static final Set<SqlKind> ORDERS = EnumSet.of(
            SqlKind.EQUALS,
            SqlKind.NOT_EQUALS,
            SqlKind.LESS_THAN,
            SqlKind.LESS_THAN_OR_EQUAL,
            SqlKind.GREATER_THAN,
            SqlKind.GREATER_THAN_OR_EQUAL);

    private final SqlValidator validator;
    private final RexBuilder expressions;

    private ComparisonCheck(SqlValidator validator, RexBuilder expressions) {
        this.validator = validator;
        this.expressions = expressions;
    }

    /** @throws InvalidScriptException with the first comparison of values that do not compare, at its place */
    static void check(SqlNode valid, SqlValidator validator, RexBuilder expressions) throws InvalidScriptException {
        try {
            valid.accept(new ComparisonCheck(validator, expressions));
        } catch (Util.FoundOne found) {
            throw (InvalidScriptException) found.getNode();
        }
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
        if (ORDERS.contains(call.getKind())) {
            mistake(call).ifPresent(mistake -> {
                throw new Util.FoundOne(mistake);
            });
        }
        return super.visit(call);
    }

    private Optional<InvalidScriptException> mistake(SqlCall call) {
        RelDataType left = validator.getValidatedNodeTypeIfKnown(call.operand(0));
        RelDataType right = validator.getValidatedNodeTypeIfKnown(call.operand(1));
        if (left == null || right == null) {
            return Optional.empty();
        }
        try {
            ExpressionCompiler.compile(expressions.makeCall(
                    call.getOperator(), List.of(new RexInputRef(0, left), new RexInputRef(1, right))));
            return Optional.empty();
        } catch (UnsupportedExpressionException e) {
            return Optional.of(Mistakes.invalid(call.getParserPosition(), String.valueOf(e.getMessage())));
        }
    }
}
