package dev.sluice.job.publish;

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

/** {@code ./sluice publish}. */
public final class PublishCommand implements Command {

    private static final String USAGE = "./sluice publish --broker=URI [--option=value …]";

    @Override
    public String name() {
        return "publish";
    }

    @Override
    public String summary() {
        return "a device's readings to MQTT, one a second (a made-up device for now)";
    }

    @Override
    public void help(PrintStream out) {
        CommandLine.printHelp(USAGE, PublishOptions.class, out);
    }

    @Override
    public int run(CommandLine commandLine) throws Exception {
        List<String> mistakes = new ArrayList<>();
        PublishOptions options = commandLine.as(PublishOptions.class, mistakes);
        PublishConfig config = PublishConfig.from(options, mistakes);
        RunnerSetup.Profile profile = RunnerSetup.Profile.of(
                Pace.LATENCY,
                Duration.ofSeconds(1),
                config.source(),
                Path.of(config.layout().checkpoint()));
        return JobLaunch.of(name(), commandLine, options, config.source(), profile)
                .writing(config.broker())
                .opening(opening(config))
                .run(
                        () -> recover(config),
                        (pipeline, reading) -> PublishJob.assemble(pipeline, config, reading),
                        JobLaunch.ProgressReport.none());
    }

    /** What was read and not sent is gone with the job; letters that a crash left half way are completed. */
    private static Progress recover(PublishConfig config) throws IOException {
        LakeRecovery.of(config.layout(), JobLaunch.describe(config.source().table()), false)
                .recover();
        return Progress.none();
    }

    private static String opening(PublishConfig config) {
        return "publish: " + JobLaunch.describe(config.source().table()) + " → " + JobLaunch.describe(config.broker())
                + "\n  dead letters → " + config.layout().deadLetters();
    }
}
