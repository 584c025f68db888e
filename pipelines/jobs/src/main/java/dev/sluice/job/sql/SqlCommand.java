package dev.sluice.job.sql;

import dev.sluice.job.Command;
import dev.sluice.job.CommandLine;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** {@code ./sluice sql}. */
public final class SqlCommand implements Command {

    private static final String USAGE = "./sluice sql --script=FILE.sql [--option=value …]";

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public String summary() {
        return "a streaming SQL script: SELECT shows rows as they come, INSERT INTO writes them";
    }

    @Override
    public void help(PrintStream out) {
        CommandLine.printHelp(USAGE, SqlOptions.class, out);
    }

    @Override
    public int run(CommandLine commandLine) throws Exception {
        List<String> mistakes = new ArrayList<>();
        SqlOptions options = SqlOptions.from(commandLine, mistakes);
        SqlConfig config = SqlConfig.from(options, mistakes);
        config.script().answers().forEach(Opening::print);
        if (!config.runs()) {
            config.script().warnings().forEach(warning -> System.err.println("  warning: " + warning));
            System.out.println("sql: nothing to run; the tables of the script are in " + options.getCatalog());
            return 0;
        }
        return new SqlLaunch(commandLine, options, config).run();
    }
}
