package dev.sluice.sql.session;

import dev.sluice.sql.plan.TableColumns;
import dev.sluice.sql.session.Outcome.Answer;
import dev.sluice.sql.table.SqlTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataTypeField;

/** Answers to what a script asks of its tables and functions. */
final class Answers {

    private Answers() {}

    static Answer names(String header, List<String> names) {
        return new Answer(List.of(header), names.stream().map(List::of).toList());
    }

    static Answer lines(String header, String text) {
        return names(header, text.lines().toList());
    }

    static Answer ddl(SqlTable table) {
        return table.ddl().isEmpty()
                ? lines("catalog", table.definition().toJson())
                : lines("create table", table.ddl());
    }

    static Answer columns(TableColumns columns) {
        List<List<String>> rows = new ArrayList<>();
        List<RelDataTypeField> fields = columns.rowType().getFieldList();
        for (int i = 0; i < fields.size(); i++) {
            RelDataTypeField field = fields.get(i);
            String about = (i == columns.rowtime() ? "event time" : "")
                    + (columns.computed().get(i) == null ? "" : " computed");
            rows.add(List.of(
                    field.getName(),
                    field.getType().getFullTypeString().replace(" CHARACTER SET \"UTF-16LE\"", ""),
                    about.strip()));
        }
        return new Answer(List.of("name", "type", "extras"), rows);
    }

    static Answer settings(Map<String, String> settings) {
        return new Answer(
                List.of("key", "value"),
                settings.entrySet().stream()
                        .map(e -> List.of(e.getKey(), e.getValue()))
                        .toList());
    }
}
