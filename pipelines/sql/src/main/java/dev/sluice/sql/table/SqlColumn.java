package dev.sluice.sql.table;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlNode;

/** A column of a table. A row of the table has a value for each, in their order. */
public sealed interface SqlColumn {

    /** Its name, exactly as it is written. */
    String name();

    /** A column that the records hold. */
    record Physical(String name, RelDataType type) implements SqlColumn {}

    /**
     * A column that is computed of others when a record is read, and is not written.
     *
     * @param expression over physical and metadata columns; not validated
     */
    record Computed(String name, SqlNode expression) implements SqlColumn {}

    /**
     * A column that says something about the record.
     *
     * @param key what it says: {@code timestamp}, {@code partition}
     * @param virtual whether it is not written
     */
    record Metadata(String name, RelDataType type, String key, boolean virtual) implements SqlColumn {}
}
