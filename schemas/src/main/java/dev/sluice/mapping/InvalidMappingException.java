package dev.sluice.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A mapping that cannot be used, with every mistake found in it. */
public final class InvalidMappingException extends Exception {

    private final List<String> mistakes;
    private final transient @Nullable Mapping rest;

    public InvalidMappingException(List<String> mistakes) {
        this(mistakes, null, null);
    }

    public InvalidMappingException(List<String> mistakes, Throwable cause) {
        this(mistakes, cause, null);
    }

    InvalidMappingException(List<String> mistakes, Mapping rest) {
        this(mistakes, null, rest);
    }

    private InvalidMappingException(List<String> mistakes, @Nullable Throwable cause, @Nullable Mapping rest) {
        super(String.join("\n", mistakes), cause);
        this.mistakes = List.copyOf(mistakes);
        this.rest = rest;
    }

    /** The fields that could be read, so that their mistakes can be told together with these; null where there are none. */
    public @Nullable Mapping rest() {
        return rest;
    }

    /** One sentence each: what was expected, what was found, and where. */
    public List<String> mistakes() {
        return mistakes;
    }
}
