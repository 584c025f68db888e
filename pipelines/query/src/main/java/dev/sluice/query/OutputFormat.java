package dev.sluice.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a result is printed. In every format numbers are exact (a double is the shortest decimal that reads back as the same
 * double), timestamps with a time zone are in UTC, and lists, structs and maps are JSON.
 */
public enum OutputFormat {
    /**
     * Aligned columns below a header and a rule, numbers to the right, {@code NULL} for null, {@code (10 rows)} as last line.
     * Widths come from the first 1,000 rows; a longer value further down pushes its line to the right. Line breaks and other
     * control characters in a value are shown as escapes. A plan of {@code EXPLAIN} is printed as it is.
     */
    TEXT,

    /**
     * One array with an object for each row, one row to a line. Numbers are numbers (NaN and the infinities are null),
     * timestamps are ISO 8601 strings such as {@code 2020-04-16T11:33:23Z}, lists are arrays, structs and maps are objects,
     * a union is its value, bytes are text with {@code \xFF} escapes. The second of two columns named {@code a} is {@code a_1}.
     */
    JSON,

    /**
     * RFC 4180 with a header line: comma, CR LF, quotes only where needed. Null is an empty field, an empty string is
     * {@code ""}. Values read as in {@link #TEXT}, unescaped.
     */
    CSV;

    /**
     * The format of that name, in any case.
     *
     * @throws IllegalArgumentException naming the formats there are
     */
    public static OutputFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such output format: " + name + ", expected "
                        + Arrays.stream(values()).map(OutputFormat::toString).collect(Collectors.joining(", "))));
    }

    /** The name as it is written on a command line: {@code text}, {@code json}, {@code csv}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
