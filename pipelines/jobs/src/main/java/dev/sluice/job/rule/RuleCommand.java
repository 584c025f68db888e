package dev.sluice.job.rule;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import dev.sluice.job.JobLaunch;
import dev.sluice.job.RunnerSetup;
import dev.sluice.job.RunnerSetup.Pace;
import dev.sluice.lake.LakeRecovery;
import dev.sluice.record.Progress;
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
        return "MQTT to Kafka, by a rule";
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
                Path.of(config.layout().checkpoint()));
        return JobLaunch.of(name(), commandLine, options, config.source(), profile)
                .writing(config.to().table())
                .opening(opening(config))
                .run(
                        () -> recover(config),
                        (pipeline, reading) -> RuleJob.assemble(
                                pipeline, config.from(), config.key(), config.to(), config.layout(), reading),
                        JobLaunch.ProgressReport.none());
    }

    /** The broker keeps what is not acknowledged: there is nothing else to go on from. */
    private static Progress recover(RuleConfig config) throws IOException {
        LakeRecovery.of(config.layout(), JobLaunch.describe(config.from().table()), false)
                .recover();
        return Progress.none();
    }

    private static String opening(RuleConfig config) {
        return "rule: " + JobLaunch.describe(config.from().table()) + " → "
                + JobLaunch.describe(config.to().table()) + "\n  dead letters → "
                + config.layout().deadLetters() + "\n  checkpoint     "
                + config.layout().checkpoint();
    }
}
