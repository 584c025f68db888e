package dev.sluice.mapping;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.schema.Column;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which rows are kept: an expression of some language, as data. It travels, and is compiled for the columns it is about. */
public interface Condition extends Serializable {

    /**
     * The condition for rows of these columns.
     *
     * @throws InvalidMappingException with every column that it names and that is not there
     */
    Predicate compile(List<Column> columns) throws InvalidMappingException;

    /** A condition made for certain columns. Safe for several threads. */
    @FunctionalInterface
    interface Predicate {
        /** Whether the row is kept: true and nothing else, not what is unknown. */
        boolean keeps(RowValues values) throws MalformedRecordException;
    }

    /** The values of one row, each made when it is asked for. */
    @FunctionalInterface
    interface RowValues {
        /** The value of the column at this place; null where it is missing. */
        @Nullable
        Object value(int place) throws MalformedRecordException;
    }
}
