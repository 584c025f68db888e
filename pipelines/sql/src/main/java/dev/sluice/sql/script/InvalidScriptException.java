package dev.sluice.sql.script;

import java.util.List;
import java.util.stream.Collectors;

/** A script that cannot run, with every mistake that was found in it. */
public final class InvalidScriptException extends Exception {

    private final List<Mistake> mistakes;

    public InvalidScriptException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::message).collect(Collectors.joining("; ")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** The mistakes in the order of the script: one or more. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
