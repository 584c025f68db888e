package dev.sluice.format;

import dev.sluice.schema.Column;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells columns and their types by a sample of payloads. What comes out does not depend on the order they are added in: columns
 * come in the order of the last place each was seen at, counted within its record, then of their names.
 *
 * <p>Every column may be missing. Types are int, bigint, double, string, boolean, array, struct and, of what no double holds,
 * decimal(38,0); a column without a value is void. Where values disagree, text (CSV) is a string and JSON a choice, to be
 * resolved. A payload that is malformed is left out whole, and counted. Belongs to one thread.
 */
public final class SchemaDetection {

    /** More columns are no table: keys that are data, most likely. */
    static final int MOST_COLUMNS = 1_000;
    /** Columns, and what is inside them. */
    static final int MOST_PLACES = 10_000;

    private final RecordFormat format;
    private final SampleEvidence evidence;
    private long records;
    private long malformed;
    private @Nullable String firstMalformed;

    private SchemaDetection(RecordFormat format, SampleEvidence evidence) {
        this.format = format;
        this.evidence = evidence;
    }

    /**
     * Columns by their names in the records; of CSV, which has none there, {@code col0}, {@code col1} and so on.
     *
     * @throws IllegalArgumentException of a format whose columns are told by a pattern, not by records
     */
    public static SchemaDetection of(RecordFormat format) {
        if (format instanceof CsvFormat csv) {
            return of(csv, List.of());
        }
        if (format instanceof JsonFormat) {
            return new SchemaDetection(format, new JsonSample());
        }
        if (format instanceof AvroFormat avro) {
            return new SchemaDetection(format, new AvroSample(avro));
        }
        throw new IllegalArgumentException("the records of " + format.classification() + " do not tell its columns");
    }

    /** Columns of these names, in this order. */
    public static SchemaDetection of(CsvFormat format, List<String> names) {
        return new SchemaDetection(format, new CsvEvidence(format, List.copyOf(names)));
    }

    /** Takes a payload into account. */
    public void add(byte[] payload) {
        records++;
        try {
            evidence.add(payload);
        } catch (MalformedRecordException e) {
            malformed++;
            firstMalformed = firstMalformed == null ? e.getMessage() : firstMalformed;
        }
    }

    /** What was found so far. */
    public DetectedSchema schema() {
        List<Column> columns = evidence.rows() == 0 ? List.of() : evidence.columns();
        if (columns.size() > MOST_COLUMNS || evidence.places() > MOST_PLACES) {
            return without(
                    "expected at most %,d columns, and %,d places in them and their parts, found more: where keys are"
                                    .formatted(MOST_COLUMNS, MOST_PLACES)
                            + " data, list the columns in a table");
        }
        if (columns.isEmpty()) {
            return without("none of %,d records gives a row with a column by the format %s"
                            .formatted(records, format.classification())
                    + (firstMalformed == null ? "" : "; of one: " + firstMalformed));
        }
        return new DetectedSchema(columns, records, evidence.rows(), leftOut(), List.of());
    }

    private long leftOut() {
        return malformed + evidence.leftOut();
    }

    private DetectedSchema without(String mistake) {
        return new DetectedSchema(List.of(), records, evidence.rows(), leftOut(), List.of(mistake));
    }
}
