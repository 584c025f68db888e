package dev.sluice.sql.stream;

import dev.sluice.schema.Column;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.table.RowConversion;
import dev.sluice.sql.table.SqlTable;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/** Rows of a table's physical columns as Beam's, for whoever takes those. */
public final class BeamRows extends PTransform<PCollection<SqlRow>, PCollection<Row>> {

    private final Schema schema;
    private final RowConversion conversion;

    private BeamRows(Schema schema, RowConversion conversion) {
        this.schema = schema;
        this.conversion = conversion;
    }

    /** Takes rows of the table's physical columns. */
    public static BeamRows of(SqlTable table) {
        return new BeamRows(Column.schema(table.writtenDefinition().columns()), table.writing());
    }

    /** What its rows look like. */
    public Schema schema() {
        return schema;
    }

    @Override
    public PCollection<Row> expand(PCollection<SqlRow> rows) {
        return rows.apply("Convert", ParDo.of(new Convert(schema, conversion))).setRowSchema(schema);
    }

    private static final class Convert extends DoFn<SqlRow, Row> {

        private final Schema schema;
        private final RowConversion conversion;

        Convert(Schema schema, RowConversion conversion) {
            this.schema = schema;
            this.conversion = conversion;
        }

        @ProcessElement
        public void process(@Element SqlRow row, OutputReceiver<Row> rows) {
            rows.output(Row.withSchema(schema)
                    .attachValues(conversion.convert(row.values().clone())));
        }
    }
}
