package dev.sluice.lake;

import dev.sluice.benchmark.DeviceFleet;
import dev.sluice.benchmark.SenseHat;
import dev.sluice.format.RecordDecoder;
import dev.sluice.mapping.CompiledMapping;
import dev.sluice.schema.Column;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a row costs in a Parquet file of {@link #ROWS} rows, about what a bundle gives to an hour: opening, encoding,
 * ZSTD, footer and forcing the file to the disk included.
 */
@State(Scope.Benchmark) // not final: JMH extends it
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(HourFileBenchmark.ROWS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class HourFileBenchmark {

    static final int ROWS = 100_000;

    private final List<@Nullable Object[]> rows = new ArrayList<>(ROWS);
    private final HourFile.Format format;
    private final Path directory;

    /** Makes the rows, once for each fork. */
    public HourFileBenchmark() {
        TableDefinition table = SenseHat.table();
        RecordDecoder decoder = table.decoder();
        CompiledMapping mapping = SenseHat.mapping();
        DeviceFleet fleet = new DeviceFleet(24L * ROWS);
        while (rows.size() < ROWS) {
            rows.add(SenseHat.mapped(mapping, SenseHat.row(decoder, fleet.next())));
        }
        format = new HourFile.Format(
                Column.schema(mapping.columns()), ParquetCompression.ZSTD, new WriterCodecs(), 16L << 20);
        try {
            directory = Files.createTempDirectory("hour-file-benchmark");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows to a Parquet file. */
    @Benchmark
    public long write() throws IOException {
        PendingFile file = PendingFile.in(directory, "benchmark", "hour", ".parquet");
        HourFile hour = HourFile.open(file, format);
        for (@Nullable Object[] row : rows) {
            hour.write(row);
        }
        long written = hour.close().rows();
        Files.delete(file.pending());
        return written;
    }

    /** Removes the directories, which are empty by then. */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
        Path pending = directory.resolve("_sluice/pending");
        for (Path empty : List.of(pending.resolve("benchmark"), pending, directory.resolve("_sluice"), directory)) {
            Files.delete(empty);
        }
    }
}
