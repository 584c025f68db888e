package dev.sluice.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The columns of a table in Glue's JSON. */
final class GlueColumns {

    private static final Set<String> FIELDS = Set.of("Name", "Type", "Comment", "Parameters");

    private GlueColumns() {}

    /** Those in the field {@code name}, none where it is not there; what is wrong with one is a mistake at its place. */
    static List<Column> in(GlueNode parent, String name) {
        List<Column> columns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (GlueNode node : parent.objects(name)) {
            node.only(FIELDS);
            String column = node.text("Name");
            String type = node.text("Type");
            if (column != null && !names.add(column.toLowerCase(Locale.ROOT))) {
                node.mistake("Name", "expected each name once, case apart, found '" + column + "' again");
            }
            if (column != null && type != null) {
                try {
                    columns.add(new Column(column, ColumnType.parse(type)));
                } catch (IllegalArgumentException e) {
                    node.mistake("Type", String.valueOf(e.getMessage()));
                }
            }
        }
        return columns;
    }
}
