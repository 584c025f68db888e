package dev.sluice.sql.table;

import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableDefinition;
import dev.sluice.sql.script.InvalidScriptException;
import dev.sluice.sql.script.Mistake;
import dev.sluice.sql.script.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.jspecify.annotations.Nullable;

/**
 * A table that a script can read and write.
 *
 * @param columns all of them, in their order
 * @param watermark the event time, or null where the table has none
 * @param primaryKey the columns of the primary key; none: there is none
 * @param partitionKeys the columns by whose values records are parted when they are written: the key of a record of Kinesis
 *     and Kafka, the directory of a lake
 * @param options as they are written
 * @param definition how the physical columns are read, and where from; its stream has the connector's own settings, its kind is
 *     {@code kinesis}, {@code kafka}, {@code mqtt}, {@code file}, {@code lake}, {@code datagen}, {@code print} or {@code blackhole}
 * @param start where a job without progress starts to read
 * @param ending where a read ends
 * @param temporary whether it is forgotten when the script ends
 * @param ddl the statement that made it; empty where the catalog had it from elsewhere
 * @param warnings what the statement says and what means nothing here
 */
public record SqlTable(
        String name,
        List<SqlColumn> columns,
        @Nullable Watermark watermark,
        List<String> primaryKey,
        List<String> partitionKeys,
        Map<String, String> options,
        TableDefinition definition,
        StartingPosition start,
        EndingPosition ending,
        boolean temporary,
        String ddl,
        List<Mistake> warnings) {

    public SqlTable {
        columns = List.copyOf(columns);
        primaryKey = List.copyOf(primaryKey);
        partitionKeys = List.copyOf(partitionKeys);
        warnings = List.copyOf(warnings);
    }

    /**
     * The table that a CREATE TABLE makes.
     *
     * @param statement whose node is a {@code SqlCreateTable}
     * @param types makes the types of its columns
     * @throws InvalidScriptException with every mistake in it, each at its place
     */
    public static SqlTable of(Statement statement, RelDataTypeFactory types) throws InvalidScriptException {
        return new CreateTable(statement, types).table();
    }

    /** The columns that records hold, in their order. */
    public List<SqlColumn.Physical> physicalColumns() {
        return columns.stream()
                .filter(SqlColumn.Physical.class::isInstance)
                .map(SqlColumn.Physical.class::cast)
                .toList();
    }

    /** Between what a decoder of {@link #definition()} gives and the physical columns of SQL's rows. */
    public RowConversion reading() {
        return RowConversion.reading(physicalColumns());
    }

    /** From the physical columns of SQL's rows to what an encoder of {@link #writtenDefinition()} takes. */
    public RowConversion writing() {
        return RowConversion.writing(physicalColumns(), FormatOptions.timestampText(this));
    }

    /** How rows are written: as {@link #definition()}, but times that only SQL tells apart are text. */
    public TableDefinition writtenDefinition() {
        return definition.withColumns(SqlTypes.writtenColumns(physicalColumns(), FormatOptions.timestampText(this)));
    }

    /** Whether it does not flow: it has no event time, and all its rows are there when a job begins. */
    public boolean isStatic() {
        return watermark == null && ending == EndingPosition.LATEST;
    }

    /** How long a window waits for late rows after the watermark has passed its end; zero unless {@code allowed-lateness} says. */
    public Duration allowedLateness() {
        return duration(TableOptions.ALLOWED_LATENESS).orElse(Duration.ZERO);
    }

    /** The table that takes rows that are later than that, as {@code late-rows} says; they are counted whether there is one or not. */
    public Optional<String> lateRows() {
        return Optional.ofNullable(options.get(TableOptions.LATE_ROWS));
    }

    /** How long a partition may be silent before it no longer holds the watermark, where the table says it. */
    public Optional<Duration> idleTimeout() {
        return duration(TableOptions.IDLE_TIMEOUT);
    }

    private Optional<Duration> duration(String option) {
        return Optional.ofNullable(options.get(option)).map(FlinkDuration::parse);
    }
}
