package dev.sluice.job;

import java.util.List;

/** What the user can mend before a job starts: options, files, tables, an unreachable server. All of it at once. */
public final class MistakesException extends Exception {

    private final List<String> mistakes;

    /** One sentence each: what was expected, what was found, where. */
    public MistakesException(List<String> mistakes) {
        super(String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    public static MistakesException of(String mistake) {
        return new MistakesException(List.of(mistake));
    }

    public List<String> mistakes() {
        return mistakes;
    }
}
