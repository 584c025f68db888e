package dev.sluice.lake;

import java.io.IOException;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.jspecify.annotations.Nullable;

/** The Parquet file of one hour, open for writing. */
final class HourFile {

    /** Small enough for many hours to be open at once, large enough to read well. */
    private static final long ROW_GROUP_BYTES = 16L << 20;

    private final PendingFile file;
    private final ParquetWriter<@Nullable Object[]> writer;
    private long rows;

    private HourFile(PendingFile file, ParquetWriter<@Nullable Object[]> writer) {
        this.file = file;
        this.writer = writer;
    }

    static HourFile open(PendingFile file, Schema schema) throws IOException {
        Builder builder = new Builder(new LocalOutputFile(file.pending()), schema)
                .withConf(new PlainParquetConfiguration())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupSize(ROW_GROUP_BYTES);
        for (Schema.Field field : schema.getFields()) {
            // Readings hardly repeat: a dictionary of them is built and thrown away (a third of the cost of writing).
            boolean reading = field.getType().getTypeName() == Schema.TypeName.DOUBLE
                    || field.getType().getTypeName() == Schema.TypeName.FLOAT;
            builder = builder.withDictionaryEncoding(field.getName(), !reading);
        }
        return new HourFile(file, builder.build());
    }

    void write(@Nullable Object[] row) throws IOException {
        writer.write(row);
        rows++;
    }

    /** Closes the file: what comes back can be published. */
    Publication.DataFile close() throws IOException {
        writer.close();
        return file.closed(rows);
    }

    private static final class Builder extends ParquetWriter.Builder<@Nullable Object[], Builder> {
        private final Schema schema;

        Builder(OutputFile file, Schema schema) {
            super(file);
            this.schema = schema;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @Deprecated
        protected WriteSupport<@Nullable Object[]> getWriteSupport(Configuration configuration) {
            return new RowWriteSupport(schema);
        }

        @Override
        protected WriteSupport<@Nullable Object[]> getWriteSupport(ParquetConfiguration configuration) {
            return new RowWriteSupport(schema);
        }
    }
}
