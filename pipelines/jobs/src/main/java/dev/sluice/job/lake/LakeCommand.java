package dev.sluice.job.lake;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import dev.sluice.job.JobLaunch;
import dev.sluice.job.MistakesException;
import dev.sluice.job.RunnerSetup;
import dev.sluice.job.RunnerSetup.Pace;
import dev.sluice.job.board.BoardConnector;
import dev.sluice.lake.ForeignCheckpointException;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.LakeRecovery;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Progress;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./sluice lake}. */
public final class LakeCommand implements Command {

    private static final String USAGE = "./sluice lake --table=NAME|--inferSchema --output=DIR [--option=value …]";

    @Override
    public String name() {
        return "lake";
    }

    @Override
    public String summary() {
        return "stream to Parquet lake: Kafka, Kinesis, MQTT or files, by the hour";
    }

    @Override
    public void help(PrintStream out) {
        CommandLine.printHelp(USAGE, LakeOptions.class, out);
    }

    @Override
    public int run(CommandLine commandLine) throws Exception {
        List<String> mistakes = new ArrayList<>();
        LakeOptions options = commandLine.as(LakeOptions.class, mistakes);
        LakeSchema schema = LakeSchema.of(options, mistakes);
        LakeConfig config = schema.config();
        LakeLayout layout = config.layout();
        RunnerSetup.Profile profile = RunnerSetup.Profile.of(
                config.source().connector() instanceof BoardConnector ? Pace.ECONOMY : Pace.THROUGHPUT,
                config.windowSize(),
                config.source(),
                Path.of(layout.checkpoint()));
        if (!config.deduplicate().isNone()) {
            profile = profile.keeping("duplicates");
        }
        return JobLaunch.of(name(), commandLine, options, config.source(), profile)
                .opening(opening(schema))
                .run(
                        new PublishedProgress(recovery(config), schema),
                        (pipeline, reading) -> LakeJob.assemble(pipeline, config, reading),
                        new LakeProgress(config));
    }

    /** Files are known by their own names, whatever pattern found them. */
    private static LakeRecovery recovery(LakeConfig config) {
        TableDefinition table = config.source().table();
        String source = table.stream().kind().equals("file") ? "files" : JobLaunch.describe(table);
        return LakeRecovery.of(
                config.layout(), source, config.source().connector().hasPositions());
    }

    /** A lake's log of publications is what it goes on behind. */
    private record PublishedProgress(LakeRecovery lake, LakeSchema schema) implements JobLaunch.Recovery {
        @Override
        public Progress recover() throws IOException, MistakesException {
            try {
                return schema.begin(lake, lake.recover());
            } catch (ForeignCheckpointException e) {
                throw MistakesException.of(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public Progress begin(List<PartitionRange> starts) throws IOException {
            return lake.begin(starts);
        }
    }

    private static String opening(LakeSchema schema) {
        LakeConfig config = schema.config();
        TableDefinition table = config.source().table();
        LakeLayout layout = config.layout();
        return "lake: " + table.name() + " from " + JobLaunch.describe(table) + ", by " + layout.partitioning() + " → "
                + layout.output() + "\n  dead letters → " + layout.deadLetters() + "\n  checkpoint     "
                + layout.checkpoint()
                + (schema.line().isEmpty() ? "" : "\n  schema         " + schema.line())
                + (config.deduplicate().isNone() ? "" : "\n  drops          " + config.deduplicate());
    }
}
