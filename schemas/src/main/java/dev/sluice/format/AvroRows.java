package dev.sluice.format;

import dev.sluice.schema.Column;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a datum's root becomes. A record is a row; an array of records a row for each; null is no row; of a union of these the
 * datum says which. Any other root is a row's only value, in a table of one column.
 */
@FunctionalInterface
interface AvroRows {

    /** Adds the rows of the datum at hand. */
    void read(AvroInput in, List<@Nullable Object[]> rows) throws MalformedRecordException, InvalidValueException;

    /** What reads data of this schema into rows of these columns. */
    static AvroRows of(Schema schema, List<Column> columns, TimestampText timestamps) {
        AvroReaders readers = new AvroReaders(timestamps);
        if (holdsRecords(schema)) {
            return records(schema, columns, readers);
        }
        if (columns.size() != 1) {
            String found = schema.getType().name().toLowerCase(java.util.Locale.ROOT);
            return (in, rows) -> {
                throw in.malformed(
                        "a record, or a table of one column for Avro's " + found, columns.size() + " columns");
            };
        }
        AvroReader reader = readers.reader(schema, columns.get(0).type());
        boolean isNull = schema.getType() == Schema.Type.NULL;
        boolean isUnion = schema.getType() == Schema.Type.UNION;
        return (in, rows) -> {
            in.spend(1);
            try {
                Object value = reader.read(in);
                if (value != null || (!isNull && !isUnion)) {
                    rows.add(new @Nullable Object[] {value});
                }
            } catch (InvalidValueException e) {
                throw e.in(columns.get(0).name());
            }
        };
    }

    /** The records that rows are made of; none where the root is a row's only value. */
    static List<Schema> recordsOf(Schema schema) {
        if (!holdsRecords(schema)) {
            return List.of();
        }
        return switch (schema.getType()) {
            case ARRAY -> recordsOf(schema.getElementType());
            case UNION ->
                AvroUnions.members(schema).stream()
                        .flatMap(member -> recordsOf(member).stream())
                        .toList();
            default -> List.of(schema);
        };
    }

    private static boolean holdsRecords(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> true;
            case ARRAY ->
                schema.getElementType().getType() != Schema.Type.ARRAY && holdsRecords(schema.getElementType());
            case UNION -> {
                List<Schema> members = AvroUnions.members(schema);
                yield !members.isEmpty() && members.stream().allMatch(AvroRows::holdsRecords);
            }
            default -> false;
        };
    }

    private static AvroRows records(Schema schema, List<Column> columns, AvroReaders readers) {
        return switch (schema.getType()) {
            case RECORD -> {
                AvroFields fields = new AvroFields(schema, columns, readers);
                yield (in, rows) -> rows.add(fields.read(in));
            }
            case ARRAY -> {
                AvroRows element = records(schema.getElementType(), columns, readers);
                int least = readers.skips().least(schema.getElementType());
                yield (in, rows) -> {
                    for (int items = in.items(least); items != 0; items = in.items(least)) {
                        for (int i = 0; i < items; i++) {
                            element.read(in, rows);
                        }
                    }
                };
            }
            case UNION -> {
                List<AvroRows> branches = schema.getTypes().stream()
                        .map(branch -> records(branch, columns, readers))
                        .toList();
                yield (in, rows) ->
                        branches.get(AvroSkips.branch(in, branches.size())).read(in, rows);
            }
            default -> (in, rows) -> {}; // null, beside records
        };
    }
}
