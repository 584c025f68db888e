package dev.sluice.format;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * The columns of Avro, which its writers' schemas name. Where schemas disagree of a column, a number takes the wider type, and
 * anything else is text.
 */
final class AvroSample implements SampleEvidence {

    private static final List<ColumnType> NUMBERS =
            List.of(ColumnType.Simple.INT, ColumnType.Simple.BIGINT, ColumnType.Simple.FLOAT, ColumnType.Simple.DOUBLE);

    private final AvroFormat format;
    private final TreeSet<String> schemas = new TreeSet<>();
    private long payloads;

    AvroSample(AvroFormat format) {
        this.format = format;
    }

    @Override
    public void add(byte[] payload) throws MalformedRecordException {
        if (payload.length == 0) {
            return;
        }
        String schema = format.schemaOf(payload);
        if (!schemas.contains(schema)) {
            try {
                var unused = AvroFormat.columns(schema);
            } catch (IllegalArgumentException e) {
                throw new MalformedRecordException(AvroInput.MALFORMED, String.valueOf(e.getMessage()));
            }
            schemas.add(schema);
        }
        payloads++;
    }

    @Override
    public long rows() {
        return payloads;
    }

    @Override
    public int places() {
        return columns().size();
    }

    /** Those of the longest schema in their order, then those that only others have. */
    @Override
    public List<Column> columns() {
        List<List<Column>> all = new ArrayList<>();
        schemas.forEach(s -> all.add(AvroFormat.columns(s)));
        all.sort((a, b) -> Integer.compare(b.size(), a.size()));
        Map<String, Column> columns = new LinkedHashMap<>();
        for (List<Column> some : all) {
            for (Column column : some) {
                columns.merge(column.name().toLowerCase(Locale.ROOT), column, AvroSample::common);
            }
        }
        return List.copyOf(columns.values());
    }

    private static Column common(Column one, Column other) {
        if (one.type().equals(other.type())) {
            return one;
        }
        int wider = Math.max(NUMBERS.indexOf(one.type()), NUMBERS.indexOf(other.type()));
        boolean numbers = NUMBERS.contains(one.type()) && NUMBERS.contains(other.type());
        // A float does not hold what an int or a bigint does.
        boolean exact = one.type() == ColumnType.Simple.DOUBLE || other.type() == ColumnType.Simple.DOUBLE || wider < 2;
        ColumnType common = !numbers ? ColumnType.Simple.STRING : exact ? NUMBERS.get(wider) : ColumnType.Simple.DOUBLE;
        return new Column(one.name(), common);
    }
}
