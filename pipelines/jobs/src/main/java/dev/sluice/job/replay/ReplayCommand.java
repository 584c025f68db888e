package dev.sluice.job.replay;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import dev.sluice.job.JobLaunch;
import dev.sluice.job.RunnerSetup;
import dev.sluice.job.RunnerSetup.Pace;
import dev.sluice.job.lake.LakeJob;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.LetterLedger;
import dev.sluice.lake.Publication.Counts;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** {@code ./sluice replay}. */
public final class ReplayCommand implements Command {

    private static final String USAGE = """
            ./sluice replay --table=NAME --output=DIR [--reason=R] [--option=value …]
                   ./sluice replay --list --output=DIR

            Runs a lake's dead letters through the lake job again, with another table or mapping, and closes each once.
            --deadLetters names what is read, the lake's own by default; --checkpoint is <output>/_sluice/replay by default.""";

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public String summary() {
        return "dead letters of a lake again, with another table or mapping; --list says which there are";
    }

    @Override
    public void help(PrintStream out) {
        CommandLine.printHelp(USAGE, ReplayOptions.class, ReplayConfig.NOT_OURS, out);
    }

    @Override
    public int run(CommandLine commandLine) throws Exception {
        List<String> mistakes = new ArrayList<>();
        ReplayOptions options = commandLine.as(ReplayOptions.class, mistakes);
        if (options.isList()) {
            return list(ReplayConfig.listing(options, mistakes), Path.of(String.valueOf(options.getOutput())));
        }
        ReplayConfig config = ReplayConfig.from(options, commandLine, mistakes);
        LakeLayout layout = config.lake().layout();
        LetterPlan ahead = LetterPlan.of(config.selection(), LetterLedger.of(Path.of(layout.output())));
        if (ahead.parts().isEmpty()) {
            System.out.println(name() + ": " + ReplayProgress.closed(Counts.NONE) + ReplayProgress.left(ahead));
            return 0;
        }
        // Which letters are read is found out at each start, by the log alone: no runner's checkpoint of a former start
        // holds.
        RunnerSetup.Profile profile = RunnerSetup.Profile.of(
                        Pace.THROUGHPUT,
                        config.lake().windowSize(),
                        config.lake().source(),
                        Path.of(layout.checkpoint()))
                .keeping("replay " + UUID.randomUUID());
        ReplayRecovery recovery = new ReplayRecovery(config);
        return JobLaunch.of(name(), commandLine, options, config.lake().source(), profile)
                .opening(opening(config))
                .run(
                        recovery,
                        (pipeline, reading) -> LakeJob.assemble(pipeline, config.reading(recovery.plan()), reading),
                        new ReplayProgress(config, recovery));
    }

    private static int list(LetterSelection selection, Path lake) throws Exception {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        LetterTable.print(LetterPlan.of(selection, LetterLedger.of(lake)), selection.directory(), out);
        out.flush();
        return 0;
    }

    private static String opening(ReplayConfig config) {
        LakeLayout layout = config.lake().layout();
        return "replay: dead letters in " + config.selection().directory() + " as "
                + config.lake().source().table().name() + ", by " + layout.partitioning() + " → " + layout.output()
                + "\n  dead letters → " + layout.deadLetters() + "\n  checkpoint     " + layout.checkpoint();
    }
}
