package dev.sluice.sql.plan;

import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.calcite.runtime.CalciteContextException;
import org.apache.calcite.runtime.CalciteException;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlUnresolvedFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/** Mistakes of a query, thrown as Calcite throws its own while it validates, and told as the script's. */
final class Mistakes {

    private Mistakes() {}

    /** A mistake at a place, to be thrown where Calcite calls us. */
    static CalciteContextException at(SqlParserPos place, String message) {
        CalciteContextException mistake = new CalciteContextException(message, new IllegalArgumentException(message));
        mistake.setPosition(place.getLineNum(), place.getColumnNum(), place.getEndLineNum(), place.getEndColumnNum());
        return mistake;
    }

    /** What Calcite found, as a mistake of the script: at its place, or else at the beginning of the query. */
    static InvalidScriptException of(CalciteContextException found, SqlNode query) {
        Throwable cause = found.getCause() == null ? found : found.getCause();
        String message = String.valueOf(cause.getMessage());
        return found.getPosLine() > 0
                ? invalid(found.getPosLine(), found.getPosColumn(), message)
                : invalid(query.getParserPosition(), message);
    }

    /** Of a function that is not known, the {@code *} among its operands is what Calcite looks up first. */
    static Optional<InvalidScriptException> ofStar(CalciteContextException found, SqlNode query) {
        Throwable cause = found.getCause();
        if (cause == null || !"Unknown identifier '*'".equals(cause.getMessage())) {
            return Optional.empty();
        }
        try {
            query.accept(new SqlBasicVisitor<@Nullable Void>() {
                @Override
                public @Nullable Void visit(SqlCall call) {
                    if (call.getOperator() instanceof SqlUnresolvedFunction
                            && call.getOperandList().stream().anyMatch(operand -> isAt(operand, found))) {
                        throw new Util.FoundOne(call);
                    }
                    return super.visit(call);
                }
            });
            return Optional.empty();
        } catch (Util.FoundOne one) {
            SqlCall call = (SqlCall) Objects.requireNonNull(one.getNode());
            return Optional.of(invalid(
                    call.getParserPosition(),
                    "No match found for function signature "
                            + call.getOperator().getName() + "(*)"));
        }
    }

    private static boolean isAt(@Nullable SqlNode node, CalciteContextException found) {
        return node instanceof SqlIdentifier name
                && name.isStar()
                && name.getParserPosition().getLineNum() == found.getPosLine()
                && name.getParserPosition().getColumnNum() == found.getPosColumn();
    }

    /**
     * What Calcite failed by, where it has no place for it, or did not foresee it: told as a mistake, at the place that some cause knows, or else at
     * the beginning of the query.
     */
    static InvalidScriptException unforeseen(Throwable failure, SqlNode query) {
        if (failure instanceof StackOverflowError) {
            return invalid(query.getParserPosition(), "the query is nested too deeply");
        }
        Throwable root = failure;
        while (!(root instanceof CalciteContextException) && root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof CalciteContextException found) {
            return of(found, query);
        }
        String message = String.valueOf(root.getMessage()).lines().findFirst().orElse("");
        return invalid(
                query.getParserPosition(),
                root instanceof CalciteException || root instanceof UnsupportedOperationException
                        ? message
                        : "the query cannot be planned: " + message);
    }

    static InvalidScriptException invalid(SqlParserPos place, String message) {
        return invalid(place.getLineNum(), place.getColumnNum(), message);
    }

    private static InvalidScriptException invalid(int line, int column, String message) {
        return new InvalidScriptException(List.of(new Mistake(line, column, message)));
    }
}
