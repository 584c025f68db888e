package dev.sluice.format;

import dev.sluice.format.GrokExpression.Compiled;
import dev.sluice.schema.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Looks a pattern and a table's own patterns over, and finds every mistake in them. */
final class GrokPattern {

    private final GrokLibrary library;
    private final List<String> ofDefinitions = new ArrayList<>();
    private final List<String> ofPattern = new ArrayList<>();
    /** Patterns from which no way leads back to themselves, or one that was said. */
    private final Set<String> visited = new HashSet<>();

    private GrokPattern(String definitions) {
        library = new GrokLibrary(definitions, ofDefinitions);
    }

    /**
     * The regular expression.
     *
     * @throws InvalidGrokException with all mistakes
     */
    static Compiled compile(String pattern, String definitions) {
        return new GrokPattern(definitions).compile(pattern);
    }

    private Compiled compile(String pattern) {
        library.own().forEach((name, definition) -> {
            List<String> mistakes = new ArrayList<>();
            checkNames(definition.pattern(), mistakes);
            checkCycles(name, new LinkedHashSet<>(), mistakes);
            addTo(name, definition, mistakes);
        });
        checkNames(pattern, ofPattern);
        if (ofDefinitions.isEmpty()) {
            library.own().forEach(this::checkExpression);
        }
        if (ofDefinitions.isEmpty() && ofPattern.isEmpty()) {
            try {
                Compiled compiled = GrokExpression.compile(pattern, library);
                if (!compiled.captures().isEmpty()) {
                    return compiled;
                }
                ofPattern.add("expected a column or more such as %{NUMBER:bytes}, found none");
            } catch (IllegalArgumentException e) {
                ofPattern.add(String.valueOf(e.getMessage()));
            }
        }
        throw new InvalidGrokException(ofPattern, ofDefinitions);
    }

    private void checkNames(String pattern, List<String> mistakes) {
        for (GrokReference reference : GrokReference.in(pattern, mistakes)) {
            String name = reference.name();
            if (library.pattern(name) == null) {
                mistakes.add("there is no pattern " + name
                        + NearestName.of(name, library.names())
                                .map(n -> "; did you mean " + n + "?")
                                .orElse(""));
            }
        }
    }

    private void checkCycles(String name, Set<String> way, List<String> mistakes) {
        if (!way.add(name)) {
            List<String> circle = new ArrayList<>(way);
            circle.add(name);
            mistakes.add("expected no pattern within itself, found "
                    + String.join(" in ", circle.subList(circle.indexOf(name), circle.size())));
            return;
        }
        String pattern = library.pattern(name);
        if (pattern != null && visited.add(name)) {
            for (GrokReference reference : GrokReference.in(pattern, new ArrayList<>())) {
                checkCycles(reference.name(), way, mistakes);
            }
        }
        way.remove(name);
    }

    private void checkExpression(String name, GrokLibrary.Definition definition) {
        try {
            GrokExpression.compile(definition.pattern(), library);
        } catch (IllegalArgumentException e) {
            addTo(name, definition, List.of(String.valueOf(e.getMessage())));
        }
    }

    private void addTo(String name, GrokLibrary.Definition definition, List<String> mistakes) {
        mistakes.forEach(m -> ofDefinitions.add("line " + definition.line() + ", " + name + ": " + m));
    }
}
