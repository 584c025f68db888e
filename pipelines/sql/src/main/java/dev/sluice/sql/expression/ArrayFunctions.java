package dev.sluice.sql.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** ARRAY_CONTAINS and its like, and those of maps. In an array NULL is equal to NULL. */
final class ArrayFunctions {

    static final Map<String, Translator> FUNCTIONS = Map.ofEntries(
            Map.entry("ARRAY_CONTAINS", ArrayFunctions::contains),
            Map.entry("ARRAY_POSITION", ArrayFunctions::position),
            Map.entry("ARRAY_REMOVE", ArrayFunctions::remove),
            Map.entry("ARRAY_DISTINCT", Strict.one((List<?> array) -> distinct(array))),
            Map.entry("ARRAY_REVERSE", Strict.one((List<?> array) -> {
                List<@Nullable Object> reversed = new ArrayList<>(array);
                Collections.reverse(reversed);
                return reversed;
            })),
            Map.entry("ARRAY_SLICE", ArrayFunctions::slice),
            Map.entry("ARRAY_UNION", call -> concat(call, true)),
            Map.entry("ARRAY_CONCAT", call -> concat(call, false)),
            Map.entry("ARRAY_MAX", call -> extreme(call, ">")),
            Map.entry("ARRAY_MIN", call -> extreme(call, "<")),
            Map.entry("ARRAY_JOIN", ArrayFunctions::join),
            Map.entry("MAP_KEYS", Strict.one((Map<?, ?> map) -> new ArrayList<>(map.keySet()))),
            Map.entry("MAP_VALUES", Strict.one((Map<?, ?> map) -> new ArrayList<>(map.values()))),
            Map.entry("MAP_ENTRIES", Strict.one(ArrayFunctions::entries)),
            Map.entry("MAP_FROM_ARRAYS", Strict.two(ArrayFunctions::map)));

    private ArrayFunctions() {}

    private static Expression sought(Call call) throws UnsupportedExpressionException {
        RelDataType element = Objects.requireNonNull(call.typeOf(0).getComponentType());
        return Casts.implicit(call.argument(1), call.typeOf(1), element, call.zone());
    }

    private static int indexOf(List<?> array, @Nullable Object sought) {
        for (int i = 0; i < array.size(); i++) {
            if (Values.equal(array.get(i), sought)) {
                return i;
            }
        }
        return -1;
    }

    private static Expression contains(Call call) throws UnsupportedExpressionException {
        Expression sought = sought(call);
        Expression array = call.argument(0);
        return row -> {
            List<?> list = (List<?>) array.evaluate(row);
            return list == null ? null : indexOf(list, sought.evaluate(row)) >= 0;
        };
    }

    private static Expression position(Call call) throws UnsupportedExpressionException {
        return Strict.of(call.argument(0), sought(call), (List<?> array, Object sought) -> indexOf(array, sought) + 1);
    }

    private static Expression remove(Call call) throws UnsupportedExpressionException {
        Expression sought = sought(call);
        Expression array = call.argument(0);
        return row -> {
            List<?> list = (List<?>) array.evaluate(row);
            if (list == null) {
                return null;
            }
            Object value = sought.evaluate(row);
            List<@Nullable Object> kept = new ArrayList<>(list);
            kept.removeIf(element -> Values.equal(element, value));
            return kept;
        };
    }

    private static List<@Nullable Object> distinct(List<?> array) {
        List<@Nullable Object> distinct = new ArrayList<>();
        for (Object element : array) {
            if (indexOf(distinct, element) < 0) {
                distinct.add(element);
            }
        }
        return distinct;
    }

    private static Expression slice(Call call) {
        return call.size() == 2
                ? Strict.of(
                        call.argument(0),
                        call.argument(1),
                        (List<?> array, Number from) -> slice(array, from.intValue(), array.size()))
                : Strict.of(
                        call.argument(0),
                        call.argument(1),
                        call.argument(2),
                        (List<?> array, Number from, Number to) -> slice(array, from.intValue(), to.intValue()));
    }

    /** From one place to another, both included; negative ones count from the end. */
    private static List<?> slice(List<?> array, int from, int to) {
        if (array.isEmpty()) {
            return array;
        }
        int size = array.size();
        int first = Math.max(1, from < 0 ? from + size + 1 : from);
        int end = to < 0 ? to + size + 1 : to;
        int last = end == 0 ? 1 : Math.min(end, size);
        return new ArrayList<>(last < first ? List.of() : array.subList(first - 1, last));
    }

    private static Expression concat(Call call, boolean distinct) throws UnsupportedExpressionException {
        Expression[] arrays = new Expression[call.size()];
        for (int i = 0; i < arrays.length; i++) {
            arrays[i] = call.argumentAsResult(i);
        }
        return row -> {
            List<@Nullable Object> all = new ArrayList<>();
            for (Expression array : arrays) {
                List<?> list = (List<?>) array.evaluate(row);
                if (list == null) {
                    return null;
                }
                all.addAll(list);
            }
            return distinct ? distinct(all) : all;
        };
    }

    /** NULL does not count. */
    private static Expression extreme(Call call, String relation) throws UnsupportedExpressionException {
        Expression better = Comparisons.ofPair(call, relation);
        return Strict.of(call.argument(0), (List<?> array) -> {
            @Nullable Object[] pair = new @Nullable Object[2];
            for (Object element : array) {
                pair[0] = element;
                if (element != null && (pair[1] == null || Boolean.TRUE.equals(better.evaluate(pair)))) {
                    pair[1] = element;
                }
            }
            return pair[1];
        });
    }

    /** NULL is left out, or replaced where there is a replacement. */
    private static Expression join(Call call) {
        return call.size() == 2
                ? Strict.of(
                        call.argument(0),
                        call.argument(1),
                        (List<?> array, String separator) -> join(array, separator, null))
                : Strict.of(
                        call.argument(0),
                        call.argument(1),
                        call.argument(2),
                        (List<?> array, String separator, String replacement) -> join(array, separator, replacement));
    }

    private static String join(List<?> array, String separator, @Nullable String replacement) {
        StringJoiner text = new StringJoiner(separator);
        for (Object element : array) {
            String written = element == null ? replacement : (String) element;
            if (written != null) {
                text.add(written);
            }
        }
        return text.toString();
    }

    private static List<Object> entries(Map<?, ?> map) {
        List<Object> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add(new @Nullable Object[] {key, value}));
        return entries;
    }

    private static Map<@Nullable Object, @Nullable Object> map(List<?> keys, List<?> values) {
        if (keys.size() != values.size()) {
            throw new EvaluationException(
                    "Expected as many keys as values, found " + keys.size() + " and " + values.size());
        }
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(keys.get(i), values.get(i));
        }
        return map;
    }
}
