package dev.sluice.job.replay;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.job.lake.LakeConfig;
import dev.sluice.job.lake.LakeJob;
import dev.sluice.job.lake.LakeOptions;
import dev.sluice.lake.LakeAudit;
import dev.sluice.lake.LakeRecovery;
import dev.sluice.lake.LetterLedger;
import dev.sluice.query.Lake;
import dev.sluice.query.QueryException;
import dev.sluice.query.QueryResult;
import dev.sluice.record.Durability;
import dev.sluice.schema.ReadSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** A lake of CSV readings below a directory, its letters, and replays of them, each a pipeline on DirectRunner. */
final class ReplayedLake {

    private final Path directory;
    final Path lake;
    final Path letters;

    /** @param directory gets the tables {@code strict} and {@code lenient}: the first knows one way to write a time */
    ReplayedLake(Path directory) throws IOException {
        this.directory = directory;
        lake = directory.resolve("lake");
        letters = lake.resolve("_dead_letters");
        table("strict", "yyyy-MM-dd HH:mm:ss", "double");
        table("lenient", "yyyy-MM-dd HH:mm:ss, dd.MM.yyyy HH:mm:ss", "string");
    }

    private void table(String name, String formats, String note) throws IOException {
        Files.writeString(directory.resolve(name + ".json"), """
                {"Name": "%s", "Parameters": {"classification": "csv"},
                 "StorageDescriptor": {
                   "Columns": [{"Name": "id", "Type": "int"}, {"Name": "at", "Type": "timestamp"},
                               {"Name": "celsius", "Type": "double"}, {"Name": "note", "Type": "%s"}],
                   "Parameters": {"typeOfData": "file"},
                   "SerdeInfo": {"Parameters": {"timestamp.formats": "%s"}}}}""".formatted(name, note, formats));
    }

    /** Runs the lake job over these lines, as a file of their own. */
    void write(String... lines) throws Exception {
        Path input = directory.resolve("in-" + UUID.randomUUID() + ".csv");
        Files.write(input, List.of(lines));
        List<String> mistakes = new ArrayList<>();
        LakeConfig config = LakeConfig.from(
                commandLine("--table=strict", "--source=file", "--files=" + input)
                        .as(LakeOptions.class, mistakes),
                mistakes);
        LakeRecovery recovery = LakeRecovery.of(config.layout(), "files", true);
        String job = "lake-" + UUID.randomUUID();
        ReadSettings reading =
                ReadSettings.of(job).withDurability(Durability.PUBLICATION).withProgress(recovery.recover());
        run(pipeline -> LakeJob.assemble(pipeline, config, reading));
    }

    ReplayConfig config(String... arguments) throws Exception {
        List<String> mistakes = new ArrayList<>();
        CommandLine commandLine = commandLine(arguments);
        return ReplayConfig.from(commandLine.as(ReplayOptions.class, mistakes), commandLine, mistakes);
    }

    LetterPlan plan(String... arguments) throws Exception {
        return LetterPlan.of(config(arguments).selection(), LetterLedger.of(lake));
    }

    /** Replays as the command does. */
    LetterPlan replay(String... arguments) throws Exception {
        ReplayConfig config = config(arguments);
        ReplayRecovery recovery = new ReplayRecovery(config);
        ReadSettings reading = ReadSettings.of("replay-" + UUID.randomUUID())
                .withDurability(Durability.PUBLICATION)
                .withProgress(recovery.recover());
        run(pipeline -> LakeJob.assemble(pipeline, config.reading(recovery.plan()), reading));
        return recovery.plan();
    }

    private CommandLine commandLine(String... arguments) {
        return CommandLine.parse(Stream.concat(
                        Stream.of("--catalog=" + directory, "--output=" + lake, "--partitionBy=at"),
                        Arrays.stream(arguments))
                .toList());
    }

    private interface Assembly {
        void assemble(Pipeline pipeline) throws MistakesException;
    }

    private static void run(Assembly assembly) throws MistakesException {
        Pipeline pipeline =
                Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=" + DirectRunner.class.getSimpleName())
                        .create());
        assembly.assemble(pipeline);
        pipeline.run().waitUntilFinish();
    }

    LakeAudit.Report audit() throws IOException {
        return LakeAudit.of(lake, true);
    }

    /** All that is in the lake, its log among it: name and size. */
    List<String> files() throws IOException {
        try (Stream<Path> tree = Files.walk(lake)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> lake.relativize(file) + " " + size(file))
                    .sorted()
                    .toList();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows, as text. */
    List<String> rows(String columns) throws QueryException {
        try (Lake open = Lake.open(lake);
                QueryResult result = open.query("SELECT concat_ws('|', " + columns + ") FROM lake ORDER BY id")) {
            List<String> rows = new ArrayList<>();
            for (List<Object> row = result.nextRow(); row != null; row = result.nextRow()) {
                rows.add(String.valueOf(row.get(0)));
            }
            return rows;
        }
    }

    /** The lines of all letters. */
    List<String> letterLines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : letterFiles(letters)) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }

    static List<Path> letterFiles(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(file -> file.toString().endsWith(".ndjson")
                            && !root.relativize(file).startsWith("_sluice"))
                    .sorted()
                    .toList();
        }
    }

    /** A copy of the letters, with this done to each line. */
    Path copy(UnaryOperator<String> mend) throws IOException {
        Path copy = Files.createDirectories(directory.resolve("copy-" + UUID.randomUUID()));
        for (Path file : letterFiles(letters)) {
            List<String> lines = Files.readAllLines(file).stream().map(mend).toList();
            Files.write(copy.resolve(String.valueOf(file.getFileName())), lines);
        }
        return copy;
    }
}
