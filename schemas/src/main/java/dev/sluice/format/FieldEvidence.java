package dev.sluice.format;

import dev.sluice.schema.Column;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What stood in the fields of objects, by their names in any case. Fields come in the order of the last place each was seen
 * at, which a record without some of them does not move, then of their names; a name that was written in several cases is written as most often, then as comes first.
 */
final class FieldEvidence {

    private final Map<String, Field> fields = new HashMap<>();

    private static final class Field {
        private final Map<String, Integer> spellings = new TreeMap<>();
        private int last;
        private final TypeEvidence type;

        private Field(String name, int place, TypeEvidence type) {
            spellings.put(name, 1);
            last = place;
            this.type = type;
        }

        private String name() {
            int most =
                    spellings.values().stream().max(Comparator.naturalOrder()).orElse(0);
            return spellings.entrySet().stream()
                    .filter(s -> s.getValue() == most)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow();
        }

        private void merge(Field other) {
            other.spellings.forEach((name, times) -> spellings.merge(name, times, Integer::sum));
            last = Math.max(last, other.last);
            type.merge(other.type);
        }
    }

    /** The value of a field of one object; of a name that comes twice the last counts. */
    void put(String name, int place, TypeEvidence type) {
        String folded = name.toLowerCase(Locale.ROOT);
        Field before = fields.get(folded);
        Field field = new Field(name, place, type);
        if (before != null && !before.spellings.containsKey(name)) {
            before.merge(field);
        } else {
            fields.put(folded, field);
        }
    }

    /** Takes over what the other says; the other is not used any more. */
    void merge(FieldEvidence other) {
        other.fields.forEach((folded, field) -> {
            Field mine = fields.putIfAbsent(folded, field);
            if (mine != null) {
                mine.merge(field);
            }
        });
    }

    int size() {
        return fields.size();
    }

    int places() {
        return fields.values().stream().mapToInt(f -> f.type.places()).sum();
    }

    /** Whether the catalog's grammar can name all fields, and there is one. */
    boolean isStruct() {
        Collection<Field> all = fields.values();
        return !all.isEmpty()
                && all.stream()
                        .flatMap(f -> f.spellings.keySet().stream())
                        .allMatch(name -> name.equals(name.trim())
                                && !name.isEmpty()
                                && name.chars().noneMatch(c -> ":,<>".indexOf(c) >= 0));
    }

    /** A column for each field that has a name. */
    List<Column> columns(int depth) {
        return fields.values().stream()
                .filter(f -> !f.name().isBlank())
                .sorted(Comparator.comparing((Field f) -> f.last).thenComparing(Field::name))
                .map(f -> new Column(f.name(), f.type.type(depth)))
                .toList();
    }
}
