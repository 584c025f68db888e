package dev.sluice.connector.datagen;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.TableDefinition;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Makes the values of a column, of the classes that {@link ColumnType} lists. What a column's settings say, each behind {@code fields.NAME.}, or
 * {@code fields.NAME.element.}, {@code key.}, {@code value.} or a field's name for what is inside of it:
 *
 * <table>
 * <caption>settings</caption>
 * <tr><td>kind</td><td>{@code random}, {@code sequence}, or {@code time}: the time of day, as text</td></tr>
 * <tr><td>start, end</td><td>of a sequence, both in it</td></tr>
 * <tr><td>min, max</td><td>of a number: all that whole numbers have, both in it; fractions from 0 on</td></tr>
 * <tr><td>length</td><td>of text (100, or as long as the type), binary (100), arrays and maps (3)</td></tr>
 * <tr><td>var-len</td><td>whether text and binary have 1 to {@code length} characters or bytes</td></tr>
 * <tr><td>max-past</td><td>how far back from now timestamps may be: not at all</td></tr>
 * <tr><td>null-rate</td><td>how many of a value are missing, 0 to 1: none</td></tr>
 * </table>
 */
@FunctionalInterface
interface ValueGenerator {

    /**
     * The next value.
     *
     * @param row the row's number, from 0, among those of all splits
     */
    @Nullable
    Object next(long row, SplittableRandom random);

    /**
     * The generators of a table's columns.
     *
     * @throws IllegalArgumentException where a setting is none
     */
    static ValueGenerator[] row(TableDefinition table) {
        return table.columns().stream()
                .map(column -> of(column, FieldSettings.of(column.name(), table)))
                .toArray(ValueGenerator[]::new);
    }

    private static ValueGenerator of(Column column, FieldSettings settings) {
        if (settings.isSequence()) {
            return Sequence.of(column.type(), settings.start());
        }
        return random(column.type(), settings);
    }

    /** Values by chance, and those of now. */
    static ValueGenerator random(ColumnType type, FieldSettings settings) {
        if (type == ColumnType.Simple.DATE) {
            return (row, random) -> LocalDate.now(ZoneOffset.UTC);
        }
        if (settings.text("kind", "").equals("time")) {
            return (row, random) ->
                    LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MILLIS).toString();
        }
        ValueGenerator values = type instanceof ColumnType.Simple
                        || type instanceof ColumnType.Text
                        || type instanceof ColumnType.Decimal
                ? RandomValues.of(type, settings)
                : RandomCollections.of(type, settings);
        double missing = settings.fraction("null-rate", 0);
        return missing == 0 ? values : (row, random) -> random.nextDouble() < missing ? null : values.next(row, random);
    }
}
