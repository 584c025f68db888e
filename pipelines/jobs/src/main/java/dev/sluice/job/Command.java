package dev.sluice.job;

import java.io.PrintStream;

/** One word of {@code ./sluice}. Found by {@link java.util.ServiceLoader}, so that a module can bring its own. */
public interface Command {

    /** The word. */
    String name();

    /** What it does, in half a line. */
    String summary();

    /** Prints what it takes. */
    void help(PrintStream out);

    /**
     * Does it.
     *
     * @return the exit code: 0 done, 1 failed while running
     * @throws MistakesException where the user can mend something before anything starts: exit code 2
     * @throws Exception where it failed while running: exit code 1
     */
    int run(CommandLine commandLine) throws Exception;
}
