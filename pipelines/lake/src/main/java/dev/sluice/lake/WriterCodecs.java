package dev.sluice.lake;

import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * The compressors of one writer, shared by its files, one after another: each holds a megabyte. A file that is closed
 * leaves them alone. Used by one thread at a time.
 */
final class WriterCodecs implements CompressionCodecFactory {

    static final ParquetConfiguration CONFIGURATION = new PlainParquetConfiguration();

    private final CodecFactory codecs = new CodecFactory(CONFIGURATION, ParquetProperties.DEFAULT_PAGE_SIZE);

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return codecs.getCompressor(codec);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return codecs.getDecompressor(codec);
    }

    /** What a file's writer does at its end; the next file goes on with them. */
    @Override
    public void release() {}

    /** Gives them back. */
    void close() {
        codecs.release();
    }
}
