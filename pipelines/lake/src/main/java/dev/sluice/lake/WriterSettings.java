package dev.sluice.lake;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How files are written.
 *
 * @param compression of Parquet's pages
 * @param maxFileSize bytes of a file; one that has reached them is closed, and another begun
 * @param memory bytes of heap for all open files of a job in one JVM; null: a quarter of the heap the JVM may take
 * @param collecting how long a writer collects before it closes its files, over bundles; null: it closes them with each
 *     bundle. Only where what is published is what is durable ({@link dev.sluice.record.Durability#PUBLICATION}), and its
 *     source waits for that
 */
public record WriterSettings(
        ParquetCompression compression,
        long maxFileSize,
        @Nullable Long memory,
        @Nullable Duration collecting) implements Serializable {

    public static final long DEFAULT_MAX_FILE_SIZE = 128L << 20;

    /** ZSTD, files of up to 128 MiB, a quarter of the heap, files by the bundle. */
    public static WriterSettings defaults() {
        return new WriterSettings(ParquetCompression.ZSTD, DEFAULT_MAX_FILE_SIZE, null, null);
    }

    /** Writers collect over bundles, for this long. */
    public WriterSettings collecting(Duration window) {
        return new WriterSettings(compression, maxFileSize, memory, window);
    }

    /** Writers close their files with each bundle. */
    WriterSettings byTheBundle() {
        return new WriterSettings(compression, maxFileSize, memory, null);
    }

    /** The memory in bytes, in this JVM. */
    long memoryHere() {
        return memory != null ? memory : Runtime.getRuntime().maxMemory() / 4;
    }
}
