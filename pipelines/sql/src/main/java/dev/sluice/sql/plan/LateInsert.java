package dev.sluice.sql.plan;

import dev.sluice.schema.NearestName;
import dev.sluice.sql.expression.Expression;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.table.SqlColumn;
import dev.sluice.sql.table.SqlTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.parser.SqlParserPos;

/** Fits the late rows of a table into the one that takes them, by the names of columns. */
final class LateInsert {

    private final RelDataTypeFactory types;
    private final SqlTable table;
    private final SqlTable into;

    LateInsert(RelDataTypeFactory types, SqlTable table, SqlTable into) {
        this.types = types;
        this.table = table;
        this.into = into;
    }

    PlannedInsert plan() throws InvalidScriptException {
        RelDataTypeFactory.Builder all = types.builder();
        table.physicalColumns().forEach(column -> all.add(column.name(), column.type()));
        List<String> names =
                table.physicalColumns().stream().map(SqlColumn::name).toList();
        RelDataTypeFactory.Builder some = types.builder();
        List<Expression> columns = new ArrayList<>();
        for (SqlColumn.Physical column : into.physicalColumns()) {
            int place = names.indexOf(column.name());
            if (place < 0) {
                throw Mistakes.invalid(
                        SqlParserPos.ZERO,
                        "table '" + into.name() + "' takes the late rows of '" + table.name()
                                + "', which has no column '"
                                + column.name() + "'"
                                + NearestName.of(column.name(), names)
                                        .map(n -> "; did you mean " + n + "?")
                                        .orElse(", expected some of " + String.join(", ", names)));
            }
            columns.add(row -> row[place]);
            some.add(column.name(), table.physicalColumns().get(place).type());
        }
        Step step = new Step.Compute(new Step.Late(table, all.build()), null, columns, some.build());
        return new InsertPlan(into, types, new SqlIdentifier(into.name(), SqlParserPos.ZERO))
                .of(new PlannedQuery(step, "late rows of " + table.name() + "\n"), SqlNodeList.EMPTY);
    }
}
