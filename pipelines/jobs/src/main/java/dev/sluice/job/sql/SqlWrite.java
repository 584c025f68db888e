package dev.sluice.job.sql;

import dev.sluice.record.DeadLetter;
import dev.sluice.sql.row.SqlRow;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

/** Writes the rows of an INSERT; gives what was refused. */
final class SqlWrite extends PTransform<PCollection<SqlRow>, PCollection<DeadLetter>> {

    private final transient SqlSink sink;
    private final String jobId;

    SqlWrite(SqlSink sink, String jobId) {
        this.sink = sink;
        this.jobId = jobId;
    }

    @Override
    public PCollection<DeadLetter> expand(PCollection<SqlRow> rows) {
        return sink.write(rows, jobId);
    }
}
