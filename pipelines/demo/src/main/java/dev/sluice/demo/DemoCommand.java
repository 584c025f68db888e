package dev.sluice.demo;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.job.Runners;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** {@code ./sluice demo}. */
public final class DemoCommand implements Command {

    private static final String USAGE = "./sluice demo [--option=value …]";

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String summary() {
        return "everything embedded: devices, brokers, jobs, lake and SQL; ends by itself";
    }

    @Override
    public void help(PrintStream out) {
        CommandLine.printHelp(USAGE, DemoOptions.class, out);
    }

    @Override
    public int run(CommandLine commandLine) throws Exception {
        List<String> mistakes = new ArrayList<>();
        DemoOptions options = commandLine.as(DemoOptions.class, mistakes);
        DemoConfig config = DemoConfig.from(options, mistakes);
        if (mistakes.isEmpty() && Runners.of(options).isRemote(options)) {
            mistakes.add("the demo runs in this process alone: --flinkMaster cannot be had with it");
        }
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        // The launcher says where it lies: then this JVM runs nothing else.
        boolean ownsProcess = System.getProperty("sluice.home") != null;
        try (DemoLake lake = DemoLake.take(config.output());
                Screen screen = Screen.take();
                Workspace workspace = Workspace.open(ownsProcess, () -> screen.line("demo: stopped"))) {
            String runner = options.getRunner().getSimpleName();
            return new Demo(config, commandLine, lake, screen, workspace).run(runner);
        }
    }
}
