package dev.sluice.format;

import dev.sluice.schema.Column;
import java.util.List;

/**
 * What a sample says of its columns.
 *
 * @param columns the columns, none where {@code mistakes} says why
 * @param records how many records were looked at
 * @param rows how many rows they gave
 * @param malformed how many of the records were left out, because they could not be read
 * @param mistakes one sentence for each reason that no table can be made of them
 */
public record DetectedSchema(List<Column> columns, long records, long rows, long malformed, List<String> mistakes) {

    public DetectedSchema {
        columns = List.copyOf(columns);
        mistakes = List.copyOf(mistakes);
    }
}
