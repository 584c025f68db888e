package dev.sluice.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mapping that cannot be used, with every mistake found in it. */
public final class InvalidMappingException extends Exception {

    private final List<String> mistakes;

    public InvalidMappingException(List<String> mistakes, @Nullable Throwable cause) {
        super(String.join("\n", mistakes), cause);
        this.mistakes = List.copyOf(mistakes);
    }

    /** One sentence each: what was expected, what was found, and where. */
    public List<String> mistakes() {
        return mistakes;
    }
}
