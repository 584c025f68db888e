package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.List;

/** The names from a column down to a field, dots between them; a name that holds a dot stands in backticks. */
record FieldPath(List<String> names) {

    FieldPath {
        names = List.copyOf(names);
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException where a name is empty or a backtick is not closed
     */
    static FieldPath parse(String text) {
        List<String> names = new ArrayList<>();
        int at = 0;
        do {
            int end;
            if (at < text.length() && text.charAt(at) == '`') {
                int close = text.indexOf('`', at + 1);
                if (close < 0) {
                    throw new IllegalArgumentException(
                            "path '" + text + "': expected a second backtick after character " + (at + 1));
                }
                names.add(text.substring(at + 1, close));
                end = close + 1;
                if (end < text.length() && text.charAt(end) != '.') {
                    throw new IllegalArgumentException(
                            "path '" + text + "': expected a dot or the end after the backtick, found '"
                                    + text.charAt(end) + "' at character " + (end + 1));
                }
            } else {
                int dot = text.indexOf('.', at);
                end = dot < 0 ? text.length() : dot;
                names.add(text.substring(at, end));
            }
            if (names.get(names.size() - 1).isBlank()) {
                throw new IllegalArgumentException(
                        "path '" + text + "': expected a name at character " + (at + 1) + ", found none");
            }
            at = end + 1;
        } while (at <= text.length());
        return new FieldPath(names);
    }

    /** Whether it leads to what the other leads to, or into it. */
    boolean isWithin(FieldPath other) {
        return names.size() >= other.names.size() && same(names.subList(0, other.names.size()), other.names);
    }

    /** Whether both lead to fields of the same struct. */
    boolean isBeside(FieldPath other) {
        return names.size() == other.names.size()
                && same(names.subList(0, names.size() - 1), other.names.subList(0, names.size() - 1));
    }

    private static boolean same(List<String> a, List<String> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).equalsIgnoreCase(b.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** A name as it stands in a path. */
    static String quoted(String name) {
        return name.indexOf('.') < 0 ? name : '`' + name + '`';
    }
}
