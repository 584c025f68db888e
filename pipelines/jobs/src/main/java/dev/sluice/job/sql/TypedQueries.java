package dev.sluice.job.sql;

import dev.sluice.job.CommandLine;
import dev.sluice.job.RunnerSetup;
import dev.sluice.job.Sluice;
import dev.sluice.record.JobLocal;
import dev.sluice.sql.plan.PlannedInsert;
import dev.sluice.sql.plan.PlannedQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs queries that were typed, each as a job of its own. */
final class TypedQueries {

    private final CommandLine commandLine;
    private final RunnerSetup setup;
    private final Console console;
    private final boolean attended;
    private volatile @Nullable CancellableRun running;

    /** @param attended whether somebody looks on, who may cancel what runs */
    TypedQueries(CommandLine commandLine, RunnerSetup setup, Console console, boolean attended) {
        this.commandLine = commandLine;
        this.setup = setup;
        this.console = console;
        this.attended = attended;
    }

    /** Cancels what runs; does nothing where nothing does. */
    void cancel() {
        CancellableRun run = running;
        if (run != null) {
            run.cancel();
        }
    }

    /**
     * Shows the rows of a query until it ends, and gives the exit code.
     *
     * @param late what becomes of rows that are late
     */
    int select(PlannedQuery query, List<PlannedInsert> late) throws Exception {
        return run(ScriptRun.ofStatement("prompt", List.of(query), late));
    }

    /** Writes the rows of queries until they end, and gives the exit code. */
    int insert(List<PlannedInsert> inserts) throws Exception {
        return run(ScriptRun.ofStatement(name(inserts), List.of(), inserts));
    }

    /** The same for the same statement, which goes on where it was on a runner that keeps that. */
    private static String name(List<PlannedInsert> inserts) {
        StringBuilder plans = new StringBuilder();
        inserts.forEach(insert ->
                plans.append(insert.table().name()).append(insert.query().plan()));
        return inserts.get(0).table().name() + "-"
                + UUID.nameUUIDFromBytes(plans.toString().getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, 8);
    }

    private int run(ScriptRun statement) throws Exception {
        CancellableRun run = new CancellableRun();
        running = run;
        try {
            return run(statement, run);
        } finally {
            running = null;
        }
    }

    private int run(ScriptRun statement, CancellableRun run) throws Exception {
        List<String> mistakes = new ArrayList<>();
        SqlOptions options = SqlOptions.from(commandLine, mistakes);
        SqlConfig config = SqlConfig.of(
                statement, options, attended ? RowLines.Format.LIVE : RowLines.Format.TEXT, true, mistakes);
        statement.warnings().forEach(warning -> console.print("warning: " + warning));
        SqlLaunch launch = new SqlLaunch(commandLine, options, config, setup);
        Tally tally = Tally.of(launch.jobId());
        Screens screens = Screens.open(config, console, launch.jobId());
        CancellableRun.End end;
        try (Progress progress = Progress.of(tally, console)) {
            if (attended && !config.sinks().isEmpty()) {
                progress.start();
            }
            end = launch.run((runner, profile, pipeline) -> {
                CancellableRun.End ending = run.run(runner, options, pipeline);
                if (ending == CancellableRun.End.DONE) {
                    runner.finished(profile);
                }
                return ending;
            });
        } finally {
            screens.close();
            Tally.end(launch.jobId());
            JobLocal.end(launch.jobId());
        }
        if (end == CancellableRun.End.FAILED) {
            console.print("the job failed. The log: " + Sluice.logFile());
            return 1;
        }
        // In a pipe rows stand alone, so that they can be read by another program.
        if (attended || !config.sinks().isEmpty()) {
            String done = config.sinks().isEmpty() ? "%,d rows".formatted(screens.rows()) : tally.line();
            console.print((end == CancellableRun.End.CANCELLED ? "cancelled: " : "") + done);
        }
        return 0;
    }
}
