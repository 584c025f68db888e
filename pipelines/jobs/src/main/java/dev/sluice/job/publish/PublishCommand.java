package dev.sluice.job.publish;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import dev.sluice.job.JobLaunch;
import dev.sluice.job.MistakesException;
import dev.sluice.job.RunnerSetup;
import dev.sluice.job.RunnerSetup.Pace;
import dev.sluice.job.Runners;
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
        return "the board's readings to MQTT, one a second, kept while the broker is away";
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
        if (Runners.of(options).isRemote(options)) {
            throw MistakesException.of(
                    "--flinkMaster: a board is read, and its messages are kept, where the job is started:"
                            + " expected none");
        }
        RunnerSetup.Profile profile = RunnerSetup.Profile.of(
                Pace.ECONOMY,
                Duration.ofSeconds(1),
                config.source(),
                Path.of(config.layout().checkpoint()));
        JobLaunch launch = JobLaunch.of(name(), commandLine, options, config.source(), profile)
                .opening(opening(config));
        try (PublishRun run = new PublishRun(config)) {
            return firstTimeReached(launch, config)
                    .run(
                            run,
                            (pipeline, reading) -> {
                                run.outbox().publishLettersBy(reading.jobId());
                                PublishJob.assemble(pipeline, config, reading);
                            },
                            run);
        }
    }

    /** A device that has sent before starts without its broker, too: after a power cut the network may be later than it. */
    private static JobLaunch firstTimeReached(JobLaunch launch, PublishConfig config) throws IOException {
        return Spool.hasSent(config.spool()) ? launch : launch.writing(config.broker());
    }

    private static String opening(PublishConfig config) {
        return "publish: " + JobLaunch.describe(config.source().table()) + " → " + JobLaunch.describe(config.broker())
                + "\n  kept in        " + config.spool() + "\n  dead letters → "
                + config.layout().deadLetters();
    }
}
