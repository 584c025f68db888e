package dev.sluice.sql.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Arrays, maps and rows: how they are made, and what is in them. What they are made of is cast to the type of their elements. */
final class CollectionFunctions {

    static final Map<String, Translator> FUNCTIONS = Map.of(
            "ARRAY", CollectionFunctions::array,
            "MAP", CollectionFunctions::map,
            "ROW", CollectionFunctions::row,
            "ITEM", CollectionFunctions::item,
            "DOT", CollectionFunctions::item,
            "CARDINALITY", Strict.one(CollectionFunctions::size),
            "ELEMENT", Strict.one(CollectionFunctions::only),
            "TYPEOF", call -> new Constant((Object) TypeNames.of(call.typeOf(0))));

    private CollectionFunctions() {}

    private static Expression array(Call call) throws UnsupportedExpressionException {
        Expression[] elements =
                cast(call, 0, 1, Objects.requireNonNull(call.type().getComponentType()));
        return row -> {
            List<@Nullable Object> array = new ArrayList<>(elements.length);
            for (Expression element : elements) {
                array.add(element.evaluate(row));
            }
            return array;
        };
    }

    private static Expression map(Call call) throws UnsupportedExpressionException {
        Expression[] keys = cast(call, 0, 2, Objects.requireNonNull(call.type().getKeyType()));
        Expression[] values =
                cast(call, 1, 2, Objects.requireNonNull(call.type().getValueType()));
        return row -> {
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            for (int i = 0; i < keys.length; i++) {
                map.put(keys[i].evaluate(row), values[i].evaluate(row));
            }
            return map;
        };
    }

    private static Expression[] cast(Call call, int first, int step, RelDataType type)
            throws UnsupportedExpressionException {
        List<Expression> cast = new ArrayList<>();
        for (int i = first; i < call.size(); i += step) {
            cast.add(Casts.implicit(call.argument(i), call.typeOf(i), type, call.zone()));
        }
        return cast.toArray(Expression[]::new);
    }

    private static Expression row(Call call) {
        Expression[] fields = call.arguments().toArray(Expression[]::new);
        return row -> {
            @Nullable Object[] made = new @Nullable Object[fields.length];
            for (int i = 0; i < fields.length; i++) {
                made[i] = fields[i].evaluate(row);
            }
            return made;
        };
    }

    private static Expression item(Call call) throws UnsupportedExpressionException {
        return switch (call.kindOf(0)) {
            case ARRAY -> {
                if (call.literal(1) instanceof Number index && index.intValue() < 1) {
                    throw call.unsupported("expected an index of 1 or more, found " + index);
                }
                yield Strict.of(
                        call.argument(0),
                        call.argument(1),
                        (List<?> array, Number index) -> element(array, index.intValue()));
            }
            case MAP -> {
                RelDataType key = Objects.requireNonNull(call.typeOf(0).getKeyType());
                Expression sought = Casts.implicit(call.argument(1), call.typeOf(1), key, call.zone());
                yield Strict.of(call.argument(0), sought, (Map<?, ?> map, Object k) -> map.get(k));
            }
            case ROW -> field(call);
            default -> throw call.unsupported("expected an array, a map or a row");
        };
    }

    private static Expression field(Call call) throws UnsupportedExpressionException {
        int index = call.literal(1) instanceof Number number
                ? number.intValue() - 1
                : call.typeOf(0).getFieldNames().indexOf(String.valueOf(call.literal(1)));
        if (index < 0 || index >= call.typeOf(0).getFieldCount()) {
            throw call.unsupported(
                    "expected a field of the row, found " + call.operands().get(1));
        }
        return Strict.of(call.argument(0), (Object[] fields) -> fields[index]);
    }

    private static @Nullable Object element(List<?> array, int index) {
        return index < 1 || index > array.size() ? null : array.get(index - 1);
    }

    private static int size(Object collection) {
        return collection instanceof Map<?, ?> map ? map.size() : ((List<?>) collection).size();
    }

    private static @Nullable Object only(List<?> array) {
        if (array.size() > 1) {
            throw new EvaluationException("Expected an array of one element, found " + array.size());
        }
        return array.isEmpty() ? null : array.get(0);
    }
}
