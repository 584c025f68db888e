package dev.sluice.lake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.OutputFile;
import org.jspecify.annotations.Nullable;

/**
 * The Parquet file of one hour, open for writing.
 *
 * <p>It begins as a list of rows: a Parquet writer takes some 90 KiB before it holds anything, which is too much for each of
 * thousands of hours. The writer, and the file, are opened when the rows take more than that, or when the file is closed.
 */
final class HourFile {

    /** Bytes of heap: what rows take in a list when a writer of their own becomes the cheaper place. */
    private static final long MAX_LISTED = 256 << 10;

    /** Bytes of heap, measured: a writer that has seen one row, and for each of its columns. */
    private static final long WRITER_BYTES = 64 << 10;

    private static final long COLUMN_BYTES = 4 << 10;

    private final PendingFile file;
    private final Format format;
    private List<@Nullable Object[]> listed = new ArrayList<>();
    private long listedBytes;
    private @Nullable PendingOutput output;
    private @Nullable ParquetWriter<@Nullable Object[]> writer;
    private long rows;

    private HourFile(PendingFile file, Format format) {
        this.file = file;
        this.format = format;
    }

    /**
     * What the files of one writer have in common.
     *
     * @param codecs shared, because a compressor holds a megabyte; used by one thread at a time
     * @param rowGroupBytes how many bytes of encoded rows are held back to be compressed together
     */
    record Format(Schema schema, ParquetCompression compression, CompressionCodecFactory codecs, long rowGroupBytes) {}

    static HourFile open(PendingFile file, Format format) {
        return new HourFile(file, format);
    }

    void write(@Nullable Object[] row) throws IOException {
        rows++;
        if (writer != null) {
            writer.write(row);
        } else {
            listed.add(row);
            listedBytes += RowSize.of(row);
            if (listedBytes > MAX_LISTED) {
                openWriter();
            }
        }
    }

    /** Bytes of heap it takes, about. */
    long heapBytes() {
        if (writer == null || output == null) {
            return listedBytes;
        }
        // Slabs grow by doubling: half of the last one may be empty.
        return WRITER_BYTES
                + COLUMN_BYTES * format.schema.getFieldCount()
                + 2 * Math.max(0, writer.getDataSize() - output.getPos());
    }

    /** Bytes the file would have, about: what is not compressed yet counts as it is. */
    long size() {
        return writer == null ? 0 : writer.getDataSize();
    }

    private ParquetWriter<@Nullable Object[]> openWriter() throws IOException {
        PendingOutput opened = new PendingOutput(file.pending());
        output = opened;
        ParquetWriter<@Nullable Object[]> made = new Builder(opened.asOutputFile(), format).build();
        writer = made;
        for (@Nullable Object[] row : listed) {
            made.write(row);
        }
        listed = List.of();
        listedBytes = 0;
        return made;
    }

    /** Closes the file: what comes back can be published. */
    Publication.DataFile close() throws IOException {
        (writer == null ? openWriter() : writer).close();
        if (output == null) {
            throw new IllegalStateException("a writer has an output");
        }
        return file.closed(rows, output);
    }

    /** Gives the file up: what was written is forgotten. */
    void discard() throws IOException {
        if (output != null) {
            output.discard(file.pending());
        }
    }

    private static final class Builder extends ParquetWriter.Builder<@Nullable Object[], Builder> {
        private final Schema schema;

        Builder(OutputFile file, Format format) {
            super(file);
            schema = format.schema;
            withConf(WriterCodecs.CONFIGURATION);
            withCompressionCodec(format.compression.codec());
            withCodecFactory(format.codecs);
            withRowGroupSize(format.rowGroupBytes);
            for (Schema.Field field : schema.getFields()) {
                // Readings hardly repeat: a dictionary of them is built and thrown away (a third of the cost of
                // writing).
                boolean reading = field.getType().getTypeName() == Schema.TypeName.DOUBLE
                        || field.getType().getTypeName() == Schema.TypeName.FLOAT;
                withDictionaryEncoding(field.getName(), !reading);
            }
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
