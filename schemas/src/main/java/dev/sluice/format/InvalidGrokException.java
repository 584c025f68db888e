package dev.sluice.format;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A grok pattern that cannot be used, with every mistake found in it and in the patterns defined beside it. */
public final class InvalidGrokException extends IllegalArgumentException {

    private final List<String> ofPattern;
    private final List<String> ofDefinitions;

    InvalidGrokException(List<String> ofPattern, List<String> ofDefinitions) {
        super(Stream.concat(ofPattern.stream(), ofDefinitions.stream()).collect(Collectors.joining("\n")));
        this.ofPattern = List.copyOf(ofPattern);
        this.ofDefinitions = List.copyOf(ofDefinitions);
    }

    /** Of the pattern itself, one sentence each. */
    public List<String> ofPattern() {
        return ofPattern;
    }

    /** Of the patterns defined beside it, one sentence each, with the line. */
    public List<String> ofDefinitions() {
        return ofDefinitions;
    }
}
