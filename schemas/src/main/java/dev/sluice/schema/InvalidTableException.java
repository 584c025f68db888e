package dev.sluice.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table definition that cannot be used, with every mistake found in it. */
public final class InvalidTableException extends Exception {

    private final List<String> mistakes;

    public InvalidTableException(List<String> mistakes, @Nullable Throwable cause) {
        super(String.join("\n", mistakes), cause);
        this.mistakes = List.copyOf(mistakes);
    }

    /** One sentence each: what was expected, what was found, and where. */
    public List<String> mistakes() {
        return mistakes;
    }
}
