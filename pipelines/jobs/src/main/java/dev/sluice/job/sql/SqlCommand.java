package dev.sluice.job.sql;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.job.Runners;
import dev.sluice.sql.session.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** {@code ./sluice sql}. */
public final class SqlCommand implements Command {

    private static final String USAGE = "./sluice sql [--script=FILE.sql] [--option=value …]";

    /** Whether standard input and output are a terminal; the launcher says so. */
    private static final String TERMINAL = "sluice.terminal";

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public String summary() {
        return "streaming SQL, a script or typed: SELECT shows rows as they come, INSERT INTO writes them";
    }

    @Override
    public void help(PrintStream out) {
        CommandLine.printHelp(USAGE, SqlOptions.class, out);
    }

    @Override
    public int run(CommandLine commandLine) throws Exception {
        List<String> mistakes = new ArrayList<>();
        SqlOptions options = SqlOptions.from(commandLine, mistakes);
        if (options.getScript() != null) {
            return script(commandLine, options, mistakes);
        }
        if (!mistakes.isEmpty()) {
            throw new MistakesException(mistakes);
        }
        return Boolean.getBoolean(TERMINAL) ? terminal(commandLine, options) : pipe(commandLine, options);
    }

    private static int script(CommandLine commandLine, SqlOptions options, List<String> mistakes) throws Exception {
        boolean attended = Boolean.getBoolean(TERMINAL);
        SqlConfig config = SqlConfig.from(options, attended ? RowLines.Format.LIVE : RowLines.Format.TEXT, mistakes);
        Console lines = Console.of(System.out);
        config.script().answers().forEach(answer -> Opening.print(answer, lines));
        if (!config.runs()) {
            config.script().warnings().forEach(warning -> System.err.println("  warning: " + warning));
            System.out.println("sql: nothing to run; the tables of the script are in " + options.getCatalog());
            return 0;
        }
        SqlLaunch launch = new SqlLaunch(commandLine, options, config, Runners.of(options));
        if (!attended || !Screens.wantPainting(config)) {
            return launch.run(lines);
        }
        // Ctrl-C ends the process, as without it.
        try (Terminal terminal = system(false)) {
            return launch.run(Console.of(terminal));
        }
    }

    private static int terminal(CommandLine commandLine, SqlOptions options) throws Exception {
        try (Terminal terminal = system(true)) {
            Session session = Session.in(Path.of(options.getCatalog()));
            Console console = Console.of(terminal);
            TypedText typed = TerminalText.of(terminal, session.completions(), Prompt.history());
            Prompt prompt = new Prompt(commandLine, options, Runners.of(options), session, typed, console);
            terminal.handle(Terminal.Signal.INT, signal -> prompt.interrupt());
            console.print("Streaming SQL. HELP; says what there is, Ctrl-D ends.");
            return prompt.run();
        }
    }

    private static int pipe(CommandLine commandLine, SqlOptions options) throws Exception {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        return new Prompt(
                        commandLine,
                        options,
                        Runners.of(options),
                        Session.in(Path.of(options.getCatalog())),
                        new PipedText(lines),
                        Console.of(System.out))
                .run();
    }

    /** @param signals whether Ctrl-C is ours */
    private static Terminal system(boolean signals) throws IOException {
        return TerminalBuilder.builder()
                .system(true)
                .provider("exec")
                .dumb(true)
                .nativeSignals(signals)
                .build();
    }
}
