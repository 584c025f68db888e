package dev.sluice.sql.plan;

import dev.sluice.schema.NearestName;
import dev.sluice.sql.function.FlinkOperators;
import dev.sluice.sql.function.FunctionCatalog;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/** Completes mistakes about a name that is not known: says what kind of thing is missing, and names the nearest that is there. */
final class NearNames {

    /** Calcite's words for a function that it does not find with these operands. */
    private static final Pattern NO_FUNCTION = Pattern.compile("No match found for function signature ([^(]+)\\(.*");

    private static final Pattern NO_TABLE = Pattern.compile("Object '([^']+)' not found");
    private static final Pattern NO_COLUMN =
            Pattern.compile("Column '([^']+)' not found in (?:any table|table '[^']+')");

    private final CalciteSchema schema;
    private final RelDataTypeFactory types;
    private final FunctionCatalog functions;

    /** @param schema tables and views, as they are when a mistake is completed */
    NearNames(CalciteSchema schema, RelDataTypeFactory types, FunctionCatalog functions) {
        this.schema = schema;
        this.types = types;
        this.functions = functions;
    }

    /** @param columns that could have been meant */
    InvalidScriptException completed(InvalidScriptException found, Collection<String> columns) {
        return new InvalidScriptException(found.mistakes().stream()
                .map(mistake -> new Mistake(mistake.line(), mistake.column(), completed(mistake.message(), columns)))
                .toList());
    }

    private String completed(String message, Collection<String> columns) {
        Matcher function = NO_FUNCTION.matcher(message);
        if (function.matches()) {
            List<String> names = new ArrayList<>(FlinkOperators.names());
            names.addAll(functions.names());
            String name = function.group(1);
            return names.contains(name.toUpperCase(Locale.ROOT))
                    ? message
                    : "there is no function " + name + meant(name, names);
        }
        Matcher table = NO_TABLE.matcher(message);
        if (table.matches()) {
            return "there is no table or view " + table.group(1) + meant(table.group(1), schema.getTableNames());
        }
        Matcher column = NO_COLUMN.matcher(message);
        return column.matches() ? message + meant(column.group(1), columns) : message;
    }

    private static String meant(String name, Collection<String> known) {
        return NearestName.of(name, known)
                .map(near -> "; did you mean " + near + "?")
                .orElse("");
    }

    /** The columns of the tables and views that a query names. */
    Set<String> columnsOf(SqlNode query) {
        Set<String> columns = new TreeSet<>();
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier name) {
                CalciteSchema.TableEntry named = name.isSimple() ? schema.getTable(name.getSimple(), true) : null;
                if (named != null) {
                    columns.addAll(named.getTable().getRowType(types).getFieldNames());
                }
                return null;
            }
        });
        return columns;
    }
}
