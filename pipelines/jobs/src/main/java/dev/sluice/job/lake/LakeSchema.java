package dev.sluice.job.lake;

import dev.sluice.job.EndpointSettings;
import dev.sluice.job.MistakesException;
import dev.sluice.job.SampleConfig;
import dev.sluice.job.SourceConfig;
import dev.sluice.job.TableInference;
import dev.sluice.job.TableInference.DetectedTable;
import dev.sluice.lake.LakeRecovery;
import dev.sluice.record.Progress;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns a lake job writes, where its table lists none or they are asked for: those it detected before, else those it
 * detects now. Nothing is written until the job has been checked.
 *
 * @param config the job, with its columns
 * @param detected what was detected now, or null
 * @param line what to tell of it, empty where there is nothing
 */
public record LakeSchema(LakeConfig config, @Nullable DetectedTable detected, String line) {

    private static final String NAME = "inferred";

    /**
     * Reads the options.
     *
     * @param mistakes mistakes found before, to be reported together with those found here
     * @throws MistakesException with all of them, or where the stream's records make no table
     */
    static LakeSchema of(LakeOptions options, List<String> mistakes) throws MistakesException, IOException {
        boolean described = options.getTable() != null;
        Optional<TableDefinition> table = described || !options.isInferSchema()
                ? SourceConfig.table(options, "lake", mistakes)
                : SourceConfig.undescribed(options, NAME, "lake", mistakes);
        Optional<SourceConfig> source = SourceConfig.from(options, table, mistakes);
        boolean detects =
                options.isInferSchema() || table.map(t -> t.columns().isEmpty()).orElse(false);
        if (!detects) {
            return new LakeSchema(LakeConfig.from(options, table, source, mistakes), null, "");
        }
        SampleConfig sample = SampleConfig.from(options, options.getFiles(), mistakes);
        LakeConfig withoutColumns = LakeConfig.from(options, Optional.empty(), source, mistakes);
        SchemaFile file = SchemaFile.of(withoutColumns.layout());
        Optional<TableDefinition> kept = file.read();
        if (kept.isPresent()) {
            if (described) {
                checkFormat(kept.get(), withoutColumns.source().table(), file);
            }
            String line = kept.get().columns().size() + " columns, as detected before, in " + file.path();
            return of(options, kept.get(), withoutColumns, null, line, mistakes);
        }
        DetectedTable detected = TableInference.of(withoutColumns.source(), sample, described);
        String line = detected.summary() + ", kept in " + file.path();
        return of(options, detected.table(), withoutColumns, detected, line, mistakes);
    }

    private static void checkFormat(TableDefinition kept, TableDefinition table, SchemaFile file)
            throws MistakesException {
        String before = kept.format().classification();
        String now = table.format().classification();
        if (!before.equals(now)) {
            throw MistakesException.of(file.path() + " was detected of " + before + ", and the table is " + now
                    + ": delete it to detect the columns anew");
        }
    }

    private static LakeSchema of(
            LakeOptions options,
            TableDefinition known,
            LakeConfig withoutColumns,
            @Nullable DetectedTable detected,
            String line,
            List<String> mistakes)
            throws MistakesException {
        SourceConfig source = withoutColumns.source();
        TableDefinition read = source.table().withFormat(known.format()).withColumns(known.columns());
        TableDefinition complete = SourceConfig.opened(read, options, mistakes);
        return new LakeSchema(
                LakeConfig.from(
                        options,
                        Optional.of(complete),
                        Optional.of(source.withTable(complete)),
                        source.table().columns(),
                        mistakes),
                detected,
                line);
    }

    /**
     * The table of a job that detects nothing itself: with the columns it lists, else those that the lake's own job detected.
     *
     * @param mistakes takes one sentence for each mistake
     * @return empty where there is none
     */
    public static Optional<TableDefinition> known(LakeOptions options, String job, List<String> mistakes) {
        boolean described = options.getTable() != null || !options.isInferSchema();
        Optional<TableDefinition> table = described
                ? SourceConfig.table(options, job, mistakes)
                : SourceConfig.undescribed(options, NAME, job, mistakes);
        String output = options.getOutput();
        if (table.isEmpty()
                || output == null
                || !(options.isInferSchema() || table.get().columns().isEmpty())) {
            return table;
        }
        SchemaFile file = SchemaFile.in(Path.of(output));
        try {
            Optional<TableDefinition> kept = file.read();
            if (kept.isEmpty()) {
                mistakes.add(
                        "table '" + table.get().name() + "' lists no columns, and no lake job has detected them yet:"
                                + " expected them in " + file.path());
            }
            return kept.map(k -> SourceConfig.opened(
                    table.get().withFormat(k.format()).withColumns(k.columns()), options, mistakes));
        } catch (MistakesException e) {
            mistakes.addAll(e.mistakes());
            return Optional.empty();
        }
    }

    /** Keeps what was detected, and makes a job that starts for the first time read the sample, too. */
    Progress begin(LakeRecovery recovery, Progress progress) throws IOException {
        if (detected == null) {
            return progress;
        }
        SchemaFile.of(config.layout()).write(EndpointSettings.described(detected.table()));
        return progress.isNone() ? recovery.begin(detected.starts()) : progress;
    }
}
