package dev.sluice.sql.expression;

import dev.sluice.sql.function.FlinkTypes;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;

/** {@code SEARCH}: what Calcite makes of IN, BETWEEN and chains of comparisons of one value with literals. */
final class Search {

    private static final RexBuilder BUILDER = new RexBuilder(FlinkTypes.factory());

    private Search() {}

    static Expression translate(RexCall search, ExpressionCompiler compiler) throws UnsupportedExpressionException {
        RexNode comparisons = RexUtil.expandSearch(BUILDER, null, search);
        return compiler.expression(comparisons);
    }
}
