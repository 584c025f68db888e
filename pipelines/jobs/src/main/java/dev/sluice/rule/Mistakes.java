package dev.sluice.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is wrong with a text, in the order of the text. */
final class Mistakes {

    private final List<Mistake> found = new ArrayList<>();

    private record Mistake(Place place, String message) {}

    /** @param message what was expected, and what was found */
    void add(Place place, String message) {
        found.add(new Mistake(place, message));
    }

    /** Throws them all together, where there are any. */
    void check() throws InvalidSqlException {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparing(Mistake::place));
            throw new InvalidSqlException(
                    found.stream().map(m -> m.place() + ": " + m.message()).toList());
        }
    }
}
