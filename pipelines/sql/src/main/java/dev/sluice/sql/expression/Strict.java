package dev.sluice.sql.expression;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Functions that give NULL where an argument is NULL, as most do. The classes of arguments follow from the operands' types, which
 * validation has checked: see {@link Expression}.
 */
final class Strict {

    private Strict() {}

    /** Of one argument that is not null. */
    @FunctionalInterface
    interface One<A> extends Serializable {
        @Nullable
        Object apply(A a);
    }

    /** Of two arguments that are not null. */
    @FunctionalInterface
    interface Two<A, B> extends Serializable {
        @Nullable
        Object apply(A a, B b);
    }

    /** Of three arguments that are not null. */
    @FunctionalInterface
    interface Three<A, B, C> extends Serializable {
        @Nullable
        Object apply(A a, B b, C c);
    }

    static <A> Expression of(Expression first, One<A> function) {
        return row -> {
            A a = value(first, row);
            return a == null ? null : function.apply(a);
        };
    }

    static <A, B> Expression of(Expression first, Expression second, Two<A, B> function) {
        return row -> {
            A a = value(first, row);
            if (a == null) {
                return null;
            }
            B b = value(second, row);
            return b == null ? null : function.apply(a, b);
        };
    }

    static <A, B, C> Expression of(Expression first, Expression second, Expression third, Three<A, B, C> function) {
        return row -> {
            A a = value(first, row);
            B b = value(second, row);
            C c = value(third, row);
            return a == null || b == null || c == null ? null : function.apply(a, b, c);
        };
    }

    static <A> Translator one(One<A> function) {
        return call -> of(call.argument(0), function);
    }

    static <A, B> Translator two(Two<A, B> function) {
        return call -> of(call.argument(0), call.argument(1), function);
    }

    static <A, B, C> Translator three(Three<A, B, C> function) {
        return call -> of(call.argument(0), call.argument(1), call.argument(2), function);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> @Nullable T value(Expression expression, @Nullable Object[] row) {
        return (T) expression.evaluate(row);
    }
}
