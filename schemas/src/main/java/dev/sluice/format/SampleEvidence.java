package dev.sluice.format;

import dev.sluice.schema.Column;
import java.util.List;

/** What the payloads of a sample say of their columns, in one format. */
interface SampleEvidence {

    /** Takes a payload into account, or leaves no trace of it. */
    void add(byte[] payload) throws MalformedRecordException;

    /** How many rows the payloads have given. */
    long rows();

    /** How many payloads turned out to be no evidence, in the light of the others. */
    default long leftOut() {
        return 0;
    }

    /** How many columns there are, and places in them. */
    int places();

    List<Column> columns();
}
