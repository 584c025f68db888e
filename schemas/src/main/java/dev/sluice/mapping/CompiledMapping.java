package dev.sluice.mapping;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.schema.Column;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A mapping made for rows of certain columns: the conditions of its filters and one projection, whatever the number of
 * transforms. No path is read and no name looked up any more. Safe for several threads.
 */
public final class CompiledMapping {

    private final List<Column> columns;
    private final Filter[] filters;
    private final Part @Nullable [] parts;
    private final AtomicLong castsNulled;

    /** @param parts null where a row is what it was */
    CompiledMapping(List<Column> columns, List<Filter> filters, Part @Nullable [] parts, AtomicLong castsNulled) {
        this.columns = List.copyOf(columns);
        this.filters = filters.toArray(Filter[]::new);
        this.parts = parts;
        this.castsNulled = castsNulled;
    }

    /** The columns of the rows that come out. */
    public List<Column> columns() {
        return columns;
    }

    /** Whether a row comes out as it is, always. */
    public boolean isIdentity() {
        return parts == null && filters.length == 0;
    }

    /** How many values of rows that came out are null because their cast failed; 0 where casts are strict. */
    public long castsNulled() {
        return castsNulled.get();
    }

    /**
     * The row that {@code row} becomes, or null where a filter drops it; {@code row} itself where columns have at most
     * other names.
     *
     * @throws MalformedRecordException with {@code cast-failed} where a value cannot be cast, and casts are strict
     */
    public @Nullable Object @Nullable [] apply(@Nullable Object[] row) throws MalformedRecordException {
        for (Filter filter : filters) {
            if (!filter.predicate.keeps(place -> filter.parts[place].of(row))) {
                return null;
            }
        }
        return parts == null ? row : Part.values(parts, row);
    }

    /**
     * A condition, and how the values are made that it looks at.
     *
     * @param parts a part for each column there is where the filter stands
     */
    @SuppressWarnings("ArrayRecordComponent") // private to the package, compared by nobody
    record Filter(Condition.Predicate predicate, Part[] parts) {}
}
