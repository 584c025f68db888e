package dev.sluice.job.table;

import dev.sluice.job.CommandLine;
import dev.sluice.job.EndpointSettings;
import dev.sluice.job.FailureMessage;
import dev.sluice.job.MistakesException;
import dev.sluice.job.SampleConfig;
import dev.sluice.job.SourceConfig;
import dev.sluice.job.TableInference;
import dev.sluice.job.TableInference.DetectedTable;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code ./sluice table infer}: a definition made of the first records of a stream. MQTT is read by the client id that the
 * lake job of the table has, so that the session it makes is that job's, with the sample in it.
 */
final class TableInfer {

    private static final String JOB = "lake";
    private static final String ENDING = ".json";

    private TableInfer() {}

    static void run(CommandLine commandLine, PrintStream out) throws MistakesException, IOException {
        List<String> mistakes = new ArrayList<>();
        InferOptions options = commandLine.as(InferOptions.class, mistakes);
        Path output = output(options.getOutput(), mistakes);
        String name = name(options, output);
        boolean described = options.getTable() != null;
        Optional<TableDefinition> table = described
                ? SourceConfig.table(options, JOB, mistakes)
                : SourceConfig.undescribed(options, name, JOB, mistakes);
        SampleConfig sample = SampleConfig.from(options, options.getFiles(), mistakes);
        Optional<SourceConfig> source = SourceConfig.from(options, table, mistakes);
        if (!mistakes.isEmpty() || source.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        DetectedTable detected = TableInference.of(source.get(), sample, described);
        String json =
                EndpointSettings.described(detected.table()).withName(name).toJson();
        if (output == null) {
            out.print(json);
            System.err.println("table: " + detected.summary());
            return;
        }
        write(output, json);
        out.println("table: " + detected.summary() + ", written to " + output);
    }

    private static @Nullable Path output(@Nullable String given, List<String> mistakes) {
        if (given == null) {
            return null;
        }
        Path output = Path.of(given);
        if (!given.endsWith(ENDING)) {
            mistakes.add("--output: expected a file NAME.json, as a catalog finds it, found '" + given + "'");
        } else if (Files.exists(output)) {
            mistakes.add("--output: " + output + " is there already; name another file, or delete it");
        }
        return output;
    }

    private static String name(InferOptions options, @Nullable Path output) {
        Path file = output == null ? null : output.getFileName();
        if (file != null && file.toString().endsWith(ENDING)) {
            return file.toString().substring(0, file.toString().length() - ENDING.length());
        }
        String table = options.getTable();
        return table == null ? "inferred" : table;
    }

    private static void write(Path output, String json) throws MistakesException {
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            Files.writeString(output, json, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw MistakesException.of("--output: " + output + " cannot be written: " + FailureMessage.of(e));
        }
    }
}
