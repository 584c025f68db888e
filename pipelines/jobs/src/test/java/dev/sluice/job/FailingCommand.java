package dev.sluice.job;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** A command that fails in the way it is told. */
public final class FailingCommand implements Command {

    @Override
    public String name() {
        return "fail";
    }

    @Override
    public String summary() {
        return "fails";
    }

    @Override
    public void help(PrintStream out) {
        out.println("usage: fail");
    }

    @Override
    public int run(CommandLine commandLine) throws Exception {
        return switch (commandLine.rest().get(0)) {
            case "mistakes" -> throw new MistakesException(List.of("the first", "the second\nin two lines"));
            case "exception" -> throw new IOException("the disk is full", new IllegalStateException("inside"));
            case "error" -> throw new NoClassDefFoundError("some/Class");
            default -> 0;
        };
    }
}
