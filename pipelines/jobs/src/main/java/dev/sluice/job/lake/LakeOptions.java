package dev.sluice.job.lake;

import dev.sluice.job.PayloadOptions;
import dev.sluice.job.SampleOptions;
import dev.sluice.job.SourceOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** The options of the lake job. */
public interface LakeOptions extends SourceOptions, SampleOptions, PayloadOptions {

    @Description(
            "Detect the columns by the first records, and keep them in <output>/_sluice/schema.json, where a restart finds\n"
                    + "them. So it is done, too, for a table that lists no columns. --table may be left out.")
    boolean isInferSchema();

    void setInferSchema(boolean infer);

    @Description("The lake: a local or shared directory. Example: --output=/data/lake")
    @Nullable
    String getOutput();

    void setOutput(@Nullable String directory);

    @Description(
            "ApplyMapping: a file with [source, source type, target, target type] for each column, as a JSON array or\n"
                    + "as a Glue script has it. Default: every column of the table, as it is. Example: --mappings=mapping.json")
    @Nullable
    String getMappings();

    void setMappings(@Nullable String file);

    @Description(
            "A JSON array of transforms, applied in order, in place of --mappings; the words are Glue's (see the README).\n"
                    + "Example: --transforms=transforms.json")
    @Nullable
    String getTransforms();

    void setTransforms(@Nullable String file);

    @Description(
            "What becomes of columns that are a choice of types: make_cols, make_struct, match_catalog, cast:TYPE or\n"
                    + "project:TYPE, for all or behind one's path. Example: --resolveChoice=price:cast:double,make_cols")
    @Nullable
    String getResolveChoice();

    void setResolveChoice(@Nullable String actions);

    @Description(
            "What a cast that fails does: strict makes the record a dead letter, lenient makes the value null and\n"
                    + "counts it. Example: --castMode=lenient")
    @Default.String("strict")
    String getCastMode();

    void setCastMode(String mode);

    @Description(
            "By which hour rows are placed (UTC): ingest (when the job read the record), or a timestamp column of\n"
                    + "the written row. Default: as the table's partition keys say, else ingest. Example: --partitionBy=timestamp")
    @Nullable
    String getPartitionBy();

    void setPartitionBy(@Nullable String column);

    @Description("How long a file collects before it is published. Example: --windowSize=PT100S")
    @Default.String("PT100S")
    String getWindowSize();

    void setWindowSize(String duration);

    @Description("At how many bytes a file is closed and another begun. Example: --maxFileSize=64MiB")
    @Default.String("128MiB")
    String getMaxFileSize();

    void setMaxFileSize(String size);

    @Description("How Parquet files are compressed: zstd, snappy, gzip or none. Example: --parquetCompression=snappy")
    @Default.String("zstd")
    String getParquetCompression();

    void setParquetCompression(String name);

    @Description("How many bytes of heap the open files of one JVM may take; over it, the largest is closed early.\n"
            + "Default: a quarter of the heap. Example: --writerMemory=256MiB")
    @Nullable
    String getWriterMemory();

    void setWriterMemory(@Nullable String size);

    @Description(
            "Where the job's progress is kept. A job started again with the same command goes on where it stopped;\n"
                    + "without this directory it starts anew. On a cluster it must be shared. Default: <output>/_sluice/checkpoint")
    @Nullable
    String getCheckpoint();

    void setCheckpoint(@Nullable String directory);

    @Description("Where records go that cannot be decoded, mapped or placed. Default: <output>/_dead_letters")
    @Nullable
    String getDeadLetters();

    void setDeadLetters(@Nullable String directory);

    @Description(
            "How many dead letters a run may make, or which share of its records (from 1,000 of them on, and at its\n"
                    + "end), before it stops with exit code 1. Default: any number. Example: --maxDeadLetters=100, --maxDeadLetters=1%")
    @Nullable
    String getMaxDeadLetters();

    void setMaxDeadLetters(@Nullable String limit);
}
