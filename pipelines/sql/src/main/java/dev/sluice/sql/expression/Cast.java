package dev.sluice.sql.expression;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A value that is not null as a value of another type. */
@FunctionalInterface
interface Cast extends Serializable {

    /** As it is. */
    Cast NONE = value -> value;

    /**
     * The value as the other type has it; null where that type cannot hold it and SQL says NULL, as for a decimal of too many digits.
     *
     * @throws EvaluationException where the cast fails
     */
    @Nullable
    Object apply(Object value);
}
