package dev.sluice.format;

import dev.sluice.schema.Column;
import java.util.List;

/** What the fields of JSON objects are. Takes no more where there is more than any table has. */
final class JsonSample implements SampleEvidence {

    private final FieldEvidence columns = new FieldEvidence();
    private long rows;

    @Override
    public void add(byte[] payload) throws MalformedRecordException {
        JsonEvidence evidence = JsonEvidence.of(payload);
        rows += evidence.rows();
        if (columns.size() <= SchemaDetection.MOST_COLUMNS && places() <= SchemaDetection.MOST_PLACES) {
            columns.merge(evidence.columns());
        }
    }

    @Override
    public long rows() {
        return rows;
    }

    @Override
    public int places() {
        return columns.places();
    }

    @Override
    public List<Column> columns() {
        return columns.columns(1);
    }
}
