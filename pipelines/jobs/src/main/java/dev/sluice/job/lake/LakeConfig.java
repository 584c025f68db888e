package dev.sluice.job.lake;

import dev.sluice.format.PayloadEncoding;
import dev.sluice.job.DataSize;
import dev.sluice.job.DeduplicateConfig;
import dev.sluice.job.MistakesException;
import dev.sluice.job.OutputDirectory;
import dev.sluice.job.PayloadConfig;
import dev.sluice.job.SourceConfig;
import dev.sluice.lake.DeadLetterLimit;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.ParquetCompression;
import dev.sluice.lake.Partitioning;
import dev.sluice.lake.WriterSettings;
import dev.sluice.mapping.InvalidMappingException;
import dev.sluice.mapping.Mapping;
import dev.sluice.record.Deduplicate;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.TableDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the lake job does, read once from its options.
 *
 * @param source what is read
 * @param deduplicate which records are dropped because they were read before
 * @param mapping what becomes of a row
 * @param layout where files lie
 * @param windowSize how long a file collects
 * @param writer how files are written
 * @param maxDeadLetters how many dead letters a run may make before it is stopped, or null: any number
 */
public record LakeConfig(
        SourceConfig source,
        Deduplicate deduplicate,
        Mapping mapping,
        LakeLayout layout,
        Duration windowSize,
        WriterSettings writer,
        @Nullable DeadLetterLimit maxDeadLetters) {

    /** Less than this a file, or the memory for all of them, cannot be. */
    private static final long LEAST_BYTES = 1L << 20;

    /**
     * Reads the options.
     *
     * @param mistakes mistakes found before, to be reported together with those found here
     * @throws MistakesException with all of them
     */
    public static LakeConfig from(LakeOptions options, List<String> mistakes) throws MistakesException {
        Optional<TableDefinition> table = LakeSchema.known(options, "lake", mistakes);
        return from(options, table, SourceConfig.from(options, table, mistakes), mistakes);
    }

    /**
     * Reads the options but those of the table and its stream.
     *
     * @param table the table with its columns; empty where they are not known, so that nothing can be said of them
     * @param source what is read, in whatever way
     * @param mistakes mistakes found before, to be reported together with those found here
     * @throws MistakesException with all of them
     */
    public static LakeConfig from(
            LakeOptions options, Optional<TableDefinition> table, Optional<SourceConfig> source, List<String> mistakes)
            throws MistakesException {
        return from(options, table, source, table.map(TableDefinition::columns).orElse(List.of()), mistakes);
    }

    /** @param catalog the columns that the catalog has, where those of the table were detected */
    static LakeConfig from(
            LakeOptions options,
            Optional<TableDefinition> table,
            Optional<SourceConfig> source,
            List<Column> catalog,
            List<String> mistakes)
            throws MistakesException {
        int before = mistakes.size();
        Mapping mapping = new MappingOptions(options, mistakes).read(catalog);
        boolean mapped = mistakes.size() == before;
        Duration windowSize = SourceConfig.duration("windowSize", options.getWindowSize(), mistakes);
        String partitionBy = partitionBy(options, table);
        Partitioning partitioning = partitionBy.equals("ingest") ? Partitioning.ingest() : Partitioning.by(partitionBy);
        table.ifPresent(t -> checkColumns(t, mapping, mapped, partitioning, mistakes));
        LakeLayout layout = layout(options, partitioning, mistakes);
        Optional<PayloadEncoding> encoding =
                source.map(SourceConfig::table).or(() -> table).map(t -> PayloadConfig.of(t, options, mistakes));
        Deduplicate deduplicate = table.map(t -> encoding.map(t::withEncoding).orElse(t))
                .map(t -> DeduplicateConfig.from(options, t::key, layout.checkpoint(), mistakes))
                .orElseGet(Deduplicate::none);
        WriterSettings writer = writer(options, mistakes);
        DeadLetterLimit limit = limit(options, mistakes);
        if (!mistakes.isEmpty() || source.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        TableDefinition read = source.get().table();
        SourceConfig packed =
                source.get().withTable(encoding.map(read::withEncoding).orElse(read));
        return new LakeConfig(packed, deduplicate, mapping, layout, windowSize, writer, limit);
    }

    /** The same job on another source. */
    public LakeConfig withSource(SourceConfig other) {
        return new LakeConfig(other, deduplicate, mapping, layout, windowSize, writer, maxDeadLetters);
    }

    private static @Nullable DeadLetterLimit limit(LakeOptions options, List<String> mistakes) {
        String text = options.getMaxDeadLetters();
        Optional<DeadLetterLimit> limit = text == null ? Optional.empty() : DeadLetterLimit.parse(text);
        if (text != null && limit.isEmpty()) {
            mistakes.add("--maxDeadLetters: expected a number such as 100, or a share of up to 100% such as 1% or 0.5%,"
                    + " found '" + text + "'");
        }
        return limit.orElse(null);
    }

    /** What the option says, else the table's partition keys, else by the hour of reading. */
    private static String partitionBy(LakeOptions options, Optional<TableDefinition> table) {
        String given = options.getPartitionBy();
        return given != null ? given : table.map(TableDefinition::partitionBy).orElse("ingest");
    }

    private static WriterSettings writer(LakeOptions options, List<String> mistakes) {
        String name = options.getParquetCompression();
        Optional<ParquetCompression> compression = ParquetCompression.of(name);
        if (compression.isEmpty()) {
            mistakes.add(
                    "--parquetCompression: expected one of " + ParquetCompression.names() + ", found '" + name + "'");
        }
        long fileSize = DataSize.read("maxFileSize", options.getMaxFileSize(), LEAST_BYTES, mistakes)
                .orElse(WriterSettings.DEFAULT_MAX_FILE_SIZE);
        String memory = options.getWriterMemory();
        OptionalLong bytes =
                memory == null ? OptionalLong.empty() : DataSize.read("writerMemory", memory, LEAST_BYTES, mistakes);
        return new WriterSettings(
                compression.orElse(ParquetCompression.ZSTD),
                fileSize,
                bytes.isPresent() ? Long.valueOf(bytes.getAsLong()) : null,
                null);
    }

    private static void checkColumns(
            TableDefinition table, Mapping mapping, boolean mapped, Partitioning partitioning, List<String> mistakes) {
        List<Column> written;
        try {
            written = mapping.compile(table.columns()).columns();
        } catch (InvalidMappingException e) {
            mistakes.addAll(e.mistakes());
            return;
        }
        if (!mapped) {
            return; // what is written is known when the mapping can be read
        }
        for (Column column : written) {
            if (partitioning.columns().contains(column.name().toLowerCase(Locale.ROOT))) {
                mistakes.add(
                        "column '" + column.name() + "' has the name of a partition column: map it to another name");
            }
        }
        if (partitioning instanceof Partitioning.ByColumn by) {
            Optional<Column> found = written.stream()
                    .filter(c -> c.name().equalsIgnoreCase(by.column()))
                    .findFirst();
            if (found.isEmpty() || found.get().type() != ColumnType.Simple.TIMESTAMP) {
                mistakes.add("--partitionBy: expected 'ingest' or a timestamp column of the written row ("
                        + timestamps(written) + "), found '" + by.column() + "'"
                        + found.map(c -> " of type " + c.type()).orElse(""));
            }
        }
    }

    private static String timestamps(List<Column> columns) {
        String names = columns.stream()
                .filter(c -> c.type() == ColumnType.Simple.TIMESTAMP)
                .map(Column::name)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "it has none" : names;
    }

    private static LakeLayout layout(LakeOptions options, Partitioning partitioning, List<String> mistakes) {
        String given = options.getOutput();
        if (given == null) {
            mistakes.add("--output is missing: expected the lake's directory");
            return new LakeLayout("", "", "", partitioning);
        }
        Path output = OutputDirectory.of("output", given, mistakes);
        return new LakeLayout(
                output.toString(),
                beside(output.resolve("_dead_letters"), "deadLetters", options.getDeadLetters(), mistakes),
                beside(
                        output.resolve("_sluice").resolve("checkpoint"),
                        "checkpoint",
                        options.getCheckpoint(),
                        mistakes),
                partitioning);
    }

    private static String beside(Path byDefault, String option, @Nullable String given, List<String> mistakes) {
        return (given == null ? byDefault : OutputDirectory.of(option, given, mistakes)).toString();
    }
}
