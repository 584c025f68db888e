package dev.sluice.sql.plan;

import dev.sluice.sql.function.FunctionCatalog;
import dev.sluice.sql.function.InvalidFunctionException;
import java.util.List;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/** Functions of the user's own, looked up when a query calls one. */
final class UserFunctionTable implements SqlOperatorTable {

    private final FunctionCatalog functions;

    UserFunctionTable(FunctionCatalog functions) {
        this.functions = functions;
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher names) {
        if (syntax != SqlSyntax.FUNCTION) {
            return;
        }
        try {
            functions.find(Util.last(name.names)).ifPresent(found::add);
        } catch (InvalidFunctionException e) {
            throw Mistakes.at(name.getParserPosition(), Util.last(name.names) + ": " + e.getMessage());
        }
    }

    /** All those are found by name. */
    @Override
    public List<SqlOperator> getOperatorList() {
        return List.of();
    }
}
