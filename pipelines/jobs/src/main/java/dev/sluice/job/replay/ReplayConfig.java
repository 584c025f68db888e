package dev.sluice.job.replay;

import dev.sluice.format.Compression;
import dev.sluice.format.PayloadEncoding;
import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.job.OutputDirectory;
import dev.sluice.job.SourceConfig;
import dev.sluice.job.lake.LakeConfig;
import dev.sluice.job.lake.LakeSchema;
import dev.sluice.lake.Fingerprint;
import dev.sluice.lake.LetterLedger;
import dev.sluice.record.ReplayedRecord;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.StartingPosition;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a replay does, read once from its options.
 *
 * @param lake the lake job that the letters run through; it reads nothing before there is a plan
 * @param selection which letters
 */
record ReplayConfig(LakeConfig lake, LetterSelection selection) {

    /** Options of a stream, which letters are not, and of its detection. */
    static final Set<String> NOT_OURS = Set.of(
            "source",
            "topic",
            "topicPattern",
            "stream",
            "consumerARN",
            "consumerName",
            "receiveMaximum",
            "clientId",
            "files",
            "startingPosition",
            "endingPosition",
            "idleTimeout",
            "bootstrapServers",
            "broker",
            "endpointUrl",
            "awsRegion",
            "awsSTSRoleARN",
            "awsSTSSessionName",
            "connection",
            "caFile",
            "certificateFile",
            "keyFile",
            "username",
            "passwordFile",
            "keepAlive",
            "mqttVersion",
            "classification",
            "header",
            "sampleRecords",
            "sampleTime");

    /**
     * Reads the options.
     *
     * @param mistakes mistakes found before, to be reported together with those found here
     * @throws MistakesException with all of them
     */
    static ReplayConfig from(ReplayOptions options, CommandLine commandLine, List<String> mistakes)
            throws IOException, MistakesException {
        for (String option : commandLine.given().keySet()) {
            if (NOT_OURS.contains(option)) {
                mistakes.add(
                        "--" + option + ": a replay reads dead letters, and no stream; expected --deadLetters=DIR");
            }
        }
        Optional<Path> output = output(options, mistakes);
        Path letters = letters(options, output);
        output.ifPresent(lake -> {
            if (options.getCheckpoint() == null) {
                options.setCheckpoint(lake.resolve("_sluice/replay").toString());
            }
        });
        // What fails again goes where the lake's letters go, not into somebody's copy of them.
        if (output.isPresent() && !LetterLedger.of(output.get()).isRoot(letters)) {
            options.setDeadLetters(null);
        }
        options.setSource(ReplayedRecord.SOURCE);
        Optional<TableDefinition> table =
                LakeSchema.known(options, "replay", mistakes).map(t -> asPacked(t, letters));
        LakeConfig lake = LakeConfig.from(options, table, source(options, table, mistakes), mistakes);
        return new ReplayConfig(
                lake,
                selection(
                        options,
                        letters,
                        Fingerprint.of(
                                lake.source().table(),
                                lake.mapping(),
                                lake.layout().partitioning())));
    }

    /** The records of a file are plain, whatever the table says of a stream's: so are the letters that came of them. */
    private static TableDefinition asPacked(TableDefinition table, Path letters) {
        return LetterFiles.areOfFiles(letters)
                ? table.withEncoding(
                        new PayloadEncoding(Compression.NONE, table.encoding().maxSize()))
                : table;
    }

    /** What letters there are, without a table for them. */
    static LetterSelection listing(ReplayOptions options, List<String> mistakes) throws MistakesException {
        Optional<Path> output = output(options, mistakes);
        if (output.isEmpty()) {
            mistakes.add("--output is missing: expected the lake's directory");
        }
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        return selection(options, letters(options, output), null);
    }

    /** The same lake job, reading what a plan says. */
    LakeConfig reading(LetterPlan plan) {
        SourceConfig source = lake.source();
        return lake.withSource(new SourceConfig(
                source.table(),
                new LetterConnector(plan.parts()),
                source.start(),
                source.ending(),
                source.idleTimeout(),
                source.timeout()));
    }

    private static Optional<Path> output(ReplayOptions options, List<String> mistakes) {
        return Optional.ofNullable(options.getOutput()).map(given -> OutputDirectory.of("output", given, mistakes));
    }

    private static Path letters(ReplayOptions options, Optional<Path> output) {
        String given = options.getDeadLetters();
        return given != null
                ? Path.of(given).toAbsolutePath().normalize()
                : output.orElse(Path.of("")).resolve("_dead_letters");
    }

    private static Optional<SourceConfig> source(
            ReplayOptions options, Optional<TableDefinition> table, List<String> mistakes) {
        Duration idle = SourceConfig.duration("idleTimeout", options.getIdleTimeout(), mistakes);
        Duration timeout =
                options.getTimeout() == null ? null : SourceConfig.duration("timeout", options.getTimeout(), mistakes);
        return table.map(t -> new SourceConfig(
                t, new LetterConnector(List.of()), StartingPosition.latest(), EndingPosition.LATEST, idle, timeout));
    }

    private static LetterSelection selection(ReplayOptions options, Path letters, @Nullable String fingerprint) {
        return new LetterSelection(letters, names(options.getReason()), names(options.getLettersOf()), fingerprint);
    }

    private static Set<String> names(@Nullable String list) {
        return list == null
                ? Set.of()
                : Arrays.stream(list.split(","))
                        .map(String::trim)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet());
    }
}
