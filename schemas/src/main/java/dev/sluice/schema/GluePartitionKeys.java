package dev.sluice.schema;

import dev.sluice.schema.TableDefinition.EventTimeColumn;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By which hour a lake of the table is parted, told by its partition keys. A stream has no partitions; what may stand here
 * are the keys of the lake that is made of it, as a crawler finds them.
 */
final class GluePartitionKeys {

    private static final String FIELD = "PartitionKeys";
    private static final List<String> INGEST = List.of("ingest_year", "ingest_month", "ingest_day", "ingest_hour");
    private static final List<String> HOUR = List.of("year", "month", "day", "hour");
    private static final Set<String> TYPES = Set.of("string", "tinyint", "smallint", "int", "bigint");

    private GluePartitionKeys() {}

    /** The keys of a lake that is parted so. */
    static List<String> names(String partitionBy) {
        return partitionBy.equals("ingest") ? INGEST : HOUR;
    }

    /**
     * {@code ingest}, or the name of a timestamp column, or null where the table has no partition keys, or, with a mistake,
     * such as no lake has.
     */
    static @Nullable String partitionBy(GlueNode table, List<Column> columns, @Nullable EventTimeColumn eventTime) {
        List<Column> keys = GlueColumns.in(table, FIELD);
        if (keys.isEmpty()) {
            return null;
        }
        for (Column key : keys) {
            if (!TYPES.contains(key.type().toString())) {
                table.mistake(FIELD, "expected a string or a whole number as " + key.name() + ", found " + key.type());
            }
            if (columns.stream().anyMatch(c -> c.name().equalsIgnoreCase(key.name()))) {
                table.mistake(FIELD, "expected keys that are no columns, found '" + key.name() + "' among both");
            }
        }
        List<String> names =
                keys.stream().map(k -> k.name().toLowerCase(Locale.ROOT)).toList();
        if (names.equals(INGEST)) {
            return "ingest";
        }
        if (!names.equals(HOUR)) {
            table.mistake(
                    FIELD,
                    "expected none, or those of a lake by the hour, " + String.join(", ", INGEST) + " or "
                            + String.join(", ", HOUR) + ", found " + String.join(", ", names));
            return null;
        }
        if (eventTime != null) {
            return eventTime.column();
        }
        List<String> times = columns.stream()
                .filter(c -> c.type() == ColumnType.Simple.TIMESTAMP)
                .map(Column::name)
                .toList();
        if (times.size() != 1) {
            table.mistake(
                    FIELD,
                    "expected sluice.eventTime among the table's Parameters, to say of which timestamp they are, for it"
                            + " has " + (times.isEmpty() ? "none" : String.join(", ", times)));
            return null;
        }
        return times.get(0);
    }
}
