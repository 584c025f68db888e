package dev.sluice.job;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The options of every job that decodes payloads. */
public interface PayloadOptions extends PipelineOptions {

    @Description("""
            How each record is compressed, in place of what the table says: auto (by its first bytes), none, gzip,
            bzip2, xz, zstd, snappy, snappy-framed, snappy-raw, deflate or deflate-raw. Raw ones have to be declared.
            Default: the table's, else auto. Example: --payloadCompression=deflate-raw""")
    @Nullable
    String getPayloadCompression();

    void setPayloadCompression(@Nullable String word);

    @Description(
            "How large a compressed record may become; a larger one is a dead letter. Example: --maxRecordSize=8MiB")
    @Default.String("64MiB")
    String getMaxRecordSize();

    void setMaxRecordSize(String size);
}
