package dev.sluice.rule;

/** Ends the reading of what does not go on as the grammar says; whoever can go on behind it catches it. */
final class SyntaxException extends Exception {

    private final transient Place place;

    SyntaxException(Place place, String message) {
        super(message, null, false, false);
        this.place = place;
    }

    void addTo(Mistakes mistakes) {
        mistakes.add(place, String.valueOf(getMessage()));
    }
}
