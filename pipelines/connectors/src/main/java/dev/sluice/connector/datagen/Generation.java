package dev.sluice.connector.datagen;

import dev.sluice.schema.Column;
import dev.sluice.schema.TableDefinition;

/**
 * How many rows are made.
 *
 * @param rowsPerSecond of all splits together
 * @param rows in all; {@link Long#MAX_VALUE}: without end
 */
record Generation(long rowsPerSecond, long rows) {

    private static final long RATE = 10_000;

    static Generation of(TableDefinition table) {
        FieldSettings all = new FieldSettings("", table.stream().settings());
        long rows = all.whole("number-of-rows", Long.MAX_VALUE);
        for (Column column : table.columns()) {
            FieldSettings field = FieldSettings.of(column.name(), table);
            if (field.isSequence()) {
                rows = Math.min(rows, Math.addExact(Math.subtractExact(field.end(), field.start()), 1));
            }
        }
        return new Generation(all.whole("rows-per-second", RATE), rows);
    }

    boolean isBounded() {
        return rows < Long.MAX_VALUE;
    }

    /** How many rows one of {@code parts} splits makes, which makes every {@code parts}-th. */
    long rowsOf(int part, int parts) {
        return part < rows ? (rows - 1 - part) / parts + 1 : 0;
    }
}
