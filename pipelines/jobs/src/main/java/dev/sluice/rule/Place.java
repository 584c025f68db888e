package dev.sluice.rule;

/** Where something stands in a text, counted from 1. */
record Place(int line, int column) implements Comparable<Place> {

    @Override
    public int compareTo(Place other) {
        return line == other.line ? Integer.compare(column, other.column) : Integer.compare(line, other.line);
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
