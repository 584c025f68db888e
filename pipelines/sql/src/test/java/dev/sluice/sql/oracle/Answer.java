package dev.sluice.sql.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What a query gave.
 *
 * @param columns each one's name, and its type as Flink calls it
 * @param rows each one as a JSON array of its values, in any order
 */
record Answer(List<String> columns, List<String> rows) {

    /** Sums of doubles depend on their order. */
    private static final double TOLERANCE = 1e-12;

    /** So many rows are shown of each side. */
    private static final int SHOWN = 5;

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * What another answer has in place of this one's columns and rows: nothing if they are the same, doubles up to 1e-12 of themselves and
     * everything else exactly.
     */
    List<String> differences(Answer other) {
        List<String> differences = new ArrayList<>();
        if (!columns.equals(other.columns)) {
            differences.add("columns: expected " + columns + "\n           found " + other.columns);
        }
        List<String> missing = new ArrayList<>(rows);
        List<String> surplus = new ArrayList<>();
        other.rows.stream().sorted().filter(row -> !missing.remove(row)).forEach(surplus::add);
        surplus.removeIf(row -> removeLike(row, missing));
        if (!missing.isEmpty() || !surplus.isEmpty()) {
            differences.add("rows: %d missing of %d, %d too many of %d"
                    .formatted(missing.size(), rows.size(), surplus.size(), other.rows.size()));
            missing.stream().limit(SHOWN).forEach(row -> differences.add("  - " + row));
            surplus.stream().limit(SHOWN).forEach(row -> differences.add("  + " + row));
        }
        return differences;
    }

    private boolean removeLike(String row, List<String> candidates) {
        JsonNode values = parse(row);
        Iterator<String> rest = candidates.iterator();
        while (rest.hasNext()) {
            if (alike(values, parse(rest.next()))) {
                rest.remove();
                return true;
            }
        }
        return false;
    }

    private boolean alike(JsonNode one, JsonNode other) {
        if (one.size() != other.size() || one.size() != columns.size()) {
            return false;
        }
        for (int column = 0; column < columns.size(); column++) {
            JsonNode left = one.get(column);
            JsonNode right = other.get(column);
            boolean isDouble =
                    columns.get(column).matches(".* DOUBLE( NOT NULL)?") && left.isNumber() && right.isNumber();
            if (isDouble ? !close(left.doubleValue(), right.doubleValue()) : !left.equals(right)) {
                return false;
            }
        }
        return true;
    }

    private static boolean close(double left, double right) {
        return Math.abs(left - right) <= TOLERANCE * Math.max(Math.abs(left), Math.abs(right));
    }

    private static JsonNode parse(String row) {
        try {
            return JSON.readTree(row);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalArgumentException("a row is a JSON array, found " + row, unreadable);
        }
    }
}
