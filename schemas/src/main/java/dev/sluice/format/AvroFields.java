package dev.sluice.format;

import dev.sluice.schema.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record's fields into an array, a place for each column. A column is found by its exact name, else in any case;
 * a field that no column lists is skipped, a column that is no field stays null.
 */
final class AvroFields {

    private final AvroSkip[] skips;
    private final @Nullable AvroReader[] readers;
    private final int[] places;
    private final String[] names;
    private final int columns;

    AvroFields(Schema record, List<Column> columns, AvroReaders of) {
        this.columns = columns.size();
        List<Schema.Field> fields = record.getFields();
        skips = new AvroSkip[fields.size()];
        readers = new AvroReader[fields.size()];
        places = new int[fields.size()];
        names = columns.stream().map(Column::name).toArray(String[]::new);
        Map<String, Integer> exact = new HashMap<>();
        Map<String, Integer> folded = new HashMap<>();
        for (int i = 0; i < skips.length; i++) {
            exact.put(fields.get(i).name(), i);
            folded.putIfAbsent(fields.get(i).name().toLowerCase(Locale.ROOT), i);
        }
        for (int place = 0; place < names.length; place++) {
            Integer field = exact.getOrDefault(names[place], folded.get(names[place].toLowerCase(Locale.ROOT)));
            if (field != null) {
                readers[field] =
                        of.reader(fields.get(field).schema(), columns.get(place).type());
                places[field] = place;
            }
        }
        for (int i = 0; i < skips.length; i++) {
            skips[i] = readers[i] == null ? of.skips().of(fields.get(i).schema()) : in -> {};
        }
    }

    /** The values of the record at hand. */
    @Nullable
    Object[] read(AvroInput in) throws MalformedRecordException, InvalidValueException {
        in.enter();
        in.spend(columns + 1);
        @Nullable Object[] values = new Object[columns];
        for (int i = 0; i < skips.length; i++) {
            AvroReader reader = readers[i];
            if (reader == null) {
                skips[i].skip(in);
                continue;
            }
            try {
                values[places[i]] = reader.read(in);
            } catch (InvalidValueException e) {
                throw e.in(names[places[i]]);
            }
        }
        in.leave();
        return values;
    }
}
