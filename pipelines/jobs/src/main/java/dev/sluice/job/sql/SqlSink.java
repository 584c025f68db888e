package dev.sluice.job.sql;

import dev.sluice.job.Connectors;
import dev.sluice.job.OutputDirectory;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.LakeWrite;
import dev.sluice.lake.Partitioning;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.DeadLetterCoder;
import dev.sluice.schema.TableConnector;
import dev.sluice.schema.TableDefinition;
import dev.sluice.sql.plan.PlannedInsert;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.stream.BeamRows;
import dev.sluice.sql.stream.EncodeRows;
import dev.sluice.sql.stream.RowText;
import dev.sluice.sql.table.SqlTable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/** Where the rows of an INSERT go. */
sealed interface SqlSink {

    /** The query whose rows these are. */
    PlannedInsert insert();

    /** Where it is, for people. */
    String describe();

    /** Writes rows of the table's physical columns, and gives what was refused. */
    PCollection<DeadLetter> write(PCollection<SqlRow> rows, String jobId);

    /** A stream that records are sent to. */
    record Stream(PlannedInsert insert, TableDefinition table, TableConnector connector) implements SqlSink {
        @Override
        public String describe() {
            return connector.describe(table);
        }

        @Override
        public PCollection<DeadLetter> write(PCollection<SqlRow> rows, String jobId) {
            return rows.apply("Encode", EncodeRows.of(insert.table())).apply("Send", connector.write(table, jobId));
        }
    }

    /** Files of Parquet, by the hour; {@code rollover} is how long one collects. */
    record Lake(PlannedInsert insert, LakeLayout layout, Duration rollover) implements SqlSink {
        @Override
        public String describe() {
            return "the lake " + layout.output();
        }

        @Override
        public PCollection<DeadLetter> write(PCollection<SqlRow> rows, String jobId) {
            BeamRows made = BeamRows.of(insert.table());
            rows.apply("Rows", made)
                    .apply("Write", LakeWrite.to(layout).withJobId(jobId).rows(made.schema()));
            return rows.apply("No letters", ParDo.of(new DropRows())).setCoder(DeadLetterCoder.of());
        }
    }

    /** The screen of whoever runs it. */
    record Print(PlannedInsert insert) implements SqlSink {
        @Override
        public String describe() {
            return "the screen";
        }

        @Override
        public PCollection<DeadLetter> write(PCollection<SqlRow> rows, String jobId) {
            RowText text = RowText.of(insert.query());
            return rows.apply("Print", ParDo.of(new PrintRows(text))).setCoder(DeadLetterCoder.of());
        }
    }

    /** Nowhere. */
    record Blackhole(PlannedInsert insert) implements SqlSink {
        @Override
        public String describe() {
            return "nowhere";
        }

        @Override
        public PCollection<DeadLetter> write(PCollection<SqlRow> rows, String jobId) {
            return rows.apply("Drop", ParDo.of(new DropRows())).setCoder(DeadLetterCoder.of());
        }
    }

    /**
     * Where the rows of an INSERT go; empty where that is a mistake.
     *
     * @param mistakes takes one sentence for each mistake
     */
    static Optional<SqlSink> of(PlannedInsert insert, SqlOptions options, Path checkpoint, List<String> mistakes) {
        SqlTable table = insert.table();
        String kind = table.definition().stream().kind();
        return switch (kind) {
            case "print" -> Optional.of(new Print(insert));
            case "blackhole" -> Optional.of(new Blackhole(insert));
            case "lake" ->
                Optional.of(new Lake(
                        insert, layout(table, checkpoint.resolve("lake-" + table.name()), mistakes), rollover(table)));
            default -> stream(insert, options, mistakes);
        };
    }

    private static Optional<SqlSink> stream(PlannedInsert insert, SqlOptions options, List<String> mistakes) {
        TableDefinition table =
                SqlSource.located(insert.table(), insert.table().writtenDefinition(), options, mistakes);
        Optional<TableConnector> connector = Connectors.of(table.stream().kind());
        if (connector.isEmpty()) {
            mistakes.add("table '" + table.name() + "' can be read, not written: its connector is "
                    + table.stream().kind());
        }
        return connector.map(c -> new Stream(insert, table, c));
    }

    private static Duration rollover(SqlTable table) {
        String given = table.definition().stream().setting("windowSize");
        return given == null ? Duration.ofSeconds(100) : Duration.parse(given);
    }

    private static LakeLayout layout(SqlTable table, Path checkpoint, List<String> mistakes) {
        String path = String.valueOf(table.definition().stream().setting("output"));
        Path output = OutputDirectory.of("path", path, mistakes);
        return new LakeLayout(
                output.toString(),
                output.resolve("_dead_letters").toString(),
                checkpoint.toString(),
                partitioning(table, mistakes));
    }

    private static Partitioning partitioning(SqlTable table, List<String> mistakes) {
        if (table.partitionKeys().isEmpty()) {
            return Partitioning.ingest();
        }
        String key = table.partitionKeys().get(0);
        boolean isTime = table.definition()
                .column(key)
                .filter(c -> c.type() == dev.sluice.schema.ColumnType.Simple.TIMESTAMP)
                .isPresent();
        if (table.partitionKeys().size() > 1 || !isTime) {
            mistakes.add("table '" + table.name()
                    + "': a lake is parted by the hour: expected PARTITIONED BY one timestamp column, found "
                    + String.join(", ", table.partitionKeys()));
        }
        return Partitioning.by(key);
    }

    /** As Flink's print connector writes them. */
    final class PrintRows extends DoFn<SqlRow, DeadLetter> {

        private final RowText text;

        PrintRows(RowText text) {
            this.text = text;
        }

        @ProcessElement
        @SuppressWarnings("SystemOut")
        public void process(@Element SqlRow row) {
            System.out.println("+I["
                    + String.join(
                            ", ", text.of(row).stream().map(String::valueOf).toList()) + "]");
        }
    }

    /** Does nothing. */
    final class DropRows extends DoFn<SqlRow, DeadLetter> {
        @ProcessElement
        public void process() {}
    }
}
