package dev.sluice.demo;

import dev.sluice.query.Lake;
import dev.sluice.query.OutputFormat;
import dev.sluice.query.QueryException;
import dev.sluice.query.QueryResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of the lake, in SQL. */
final class Questions implements AutoCloseable {

    private static final String FIRST = """
            SELECT client_id, timestamp, temperature, humidity, pressure
            FROM lake ORDER BY timestamp LIMIT 10""";
    private static final String EXTREMES = """
            SELECT max(temperature) AS highest, min(temperature) AS lowest, count(*) AS readings
            FROM lake""";
    private static final String TOTALS = """
            SELECT count(*), count(DISTINCT (client_id, count)), count(DISTINCT (year, month, day, hour))
            FROM lake""";

    private final Lake lake;

    private Questions(Lake lake) {
        this.lake = lake;
    }

    static Questions to(Path directory) throws QueryException {
        return new Questions(Lake.open(directory));
    }

    /**
     * What the lake holds.
     *
     * @param rows its rows
     * @param distinct the different readings among them
     * @param hours the hours they are of
     */
    record Totals(long rows, long distinct, long hours) {}

    Totals totals() throws QueryException {
        try (QueryResult result = lake.query(TOTALS)) {
            List<@Nullable Object> row = result.nextRow();
            if (row == null) {
                throw new IllegalStateException("expected one row of totals, found none");
            }
            return new Totals(number(row.get(0)), number(row.get(1)), number(row.get(2)));
        }
    }

    private static long number(@Nullable Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("expected a number, found " + value);
    }

    /** Asks the two questions, and prints them with their answers. */
    void ask(Screen screen) throws IOException, QueryException {
        for (String sql : List.of(FIRST, EXTREMES)) {
            screen.line("\n" + sql + ";\n");
            try (QueryResult result = lake.query(sql)) {
                result.printTo(screen.text(), OutputFormat.TEXT);
            }
        }
    }

    @Override
    public void close() {
        lake.close();
    }
}
