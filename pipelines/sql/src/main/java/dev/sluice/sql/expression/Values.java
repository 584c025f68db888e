package dev.sluice.sql.expression;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Equality and order of values. */
final class Values {

    private Values() {}

    /** Equal to the depth of arrays, maps and rows; NULL is equal to NULL there. */
    static boolean equal(@Nullable Object one, @Nullable Object other) {
        if (one == null || other == null) {
            return one == other;
        }
        if (one instanceof byte[] bytes) {
            return Arrays.equals(bytes, (byte[]) other);
        }
        if (one instanceof Object[] fields) {
            return equal(Arrays.asList(fields), Arrays.asList((Object[]) other));
        }
        if (one instanceof List<?> list) {
            List<?> others = (List<?>) other;
            Iterator<?> values = others.iterator();
            return list.size() == others.size() && list.stream().allMatch(value -> equal(value, values.next()));
        }
        if (one instanceof Map<?, ?> map) {
            Map<?, ?> others = (Map<?, ?>) other;
            return map.size() == others.size()
                    && map.entrySet().stream()
                            .allMatch(
                                    e -> others.containsKey(e.getKey()) && equal(e.getValue(), others.get(e.getKey())));
        }
        return one.equals(other);
    }

    /** The order of texts by code points, which is that of their UTF-8 bytes. {@link String#compareTo} orders by UTF-16 units. */
    static int order(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean surrogateA = Character.isSurrogate(a);
                boolean surrogateB = Character.isSurrogate(b);
                return surrogateA == surrogateB ? a - b : surrogateA ? 1 : -1;
            }
        }
        return one.length() - other.length();
    }
}
