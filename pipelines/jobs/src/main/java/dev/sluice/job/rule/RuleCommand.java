package dev.sluice.job.rule;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import dev.sluice.job.JobLaunch;
import dev.sluice.job.MistakesException;
import dev.sluice.job.RunnerSetup;
import dev.sluice.job.RunnerSetup.Pace;
import dev.sluice.lake.ForeignCheckpointException;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.LakeRecovery;
import dev.sluice.record.Progress;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code ./sluice rule}. */
public final class RuleCommand implements Command {

    private static final String USAGE = "./sluice rule --rule=FILE.json --broker=URI [--option=value …]";

    @Override
    public String name() {
        return "rule";
    }

    @Override
    public String summary() {
        return "MQTT to Kafka, Kinesis, MQTT and lakes, by a rule of SQL";
    }

    @Override
    public void help(PrintStream out) {
        CommandLine.printHelp(USAGE, RuleOptions.class, out);
    }

    @Override
    public int run(CommandLine commandLine) throws Exception {
        List<String> mistakes = new ArrayList<>();
        RuleOptions options = commandLine.as(RuleOptions.class, mistakes);
        RuleConfig config = RuleConfig.from(options, mistakes);
        RunnerSetup.Profile profile = RunnerSetup.Profile.of(
                        Pace.LATENCY,
                        Duration.ofSeconds(1),
                        config.source(),
                        Path.of(config.layout().checkpoint()))
                .keeping(config.shape());
        return JobLaunch.of(name(), commandLine, options, config.source(), profile)
                .writing(config.targets().toArray(TableDefinition[]::new))
                .opening(opening(config))
                .run(
                        () -> recover(config),
                        (pipeline, reading) -> RuleJob.assemble(pipeline, config, reading),
                        JobLaunch.ProgressReport.none());
    }

    /** The broker keeps what is not acknowledged: there is nothing else to go on from. */
    private static Progress recover(RuleConfig config) throws IOException, MistakesException {
        String source = JobLaunch.describe(config.source().table());
        for (LakeLayout layout : config.layouts()) {
            try {
                LakeRecovery.of(layout, source, false).recover();
            } catch (ForeignCheckpointException e) {
                throw MistakesException.of(String.valueOf(e.getMessage()));
            }
        }
        return Progress.none();
    }

    private static String opening(RuleConfig config) {
        StringBuilder lines = new StringBuilder("rule: " + config.rule().name() + " from "
                + JobLaunch.describe(config.source().table()));
        config.actions().forEach(end -> line(lines, "→", end.describe()));
        if (config.errorAction() != null) {
            line(lines, "on error     →", config.errorAction().describe());
        }
        if (!config.deduplicate().isNone()) {
            line(lines, "drops         ", config.deduplicate().toString());
        }
        line(lines, "dead letters →", config.layout().deadLetters());
        line(lines, "checkpoint    ", config.layout().checkpoint());
        return lines.toString();
    }

    private static void line(StringBuilder lines, String name, String value) {
        lines.append("\n  ")
                .append(" ".repeat(Math.max(0, 14 - name.length())))
                .append(name)
                .append(' ')
                .append(value);
    }
}
