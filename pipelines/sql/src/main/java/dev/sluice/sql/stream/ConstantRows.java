package dev.sluice.sql.stream;

import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.row.SqlRowCoder;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.DelegateCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.jspecify.annotations.Nullable;

/**
 * Rows that a query says itself, as a stream that ends behind them. Not Beam's {@code Create}, whose source a Flink that takes checkpoints keeps
 * waiting for ever, and with it the job.
 */
final class ConstantRows extends UnboundedSource<SqlRow, ConstantRows.Mark> {

    private static final long serialVersionUID = 1;

    private final SqlRowCoder coder;
    private final byte[] rows;

    private ConstantRows(SqlRowCoder coder, byte[] rows) {
        this.coder = coder;
        this.rows = rows;
    }

    static ConstantRows of(List<SqlRow> rows, SqlRowCoder coder) {
        try {
            return new ConstantRows(coder, CoderUtils.encodeToByteArray(ListCoder.of(coder), rows));
        } catch (CoderException e) {
            throw new IllegalStateException("rows that their coder does not write", e);
        }
    }

    @Override
    public List<ConstantRows> split(int desiredSplits, PipelineOptions options) {
        return List.of(this);
    }

    @Override
    public UnboundedReader<SqlRow> createReader(PipelineOptions options, @Nullable Mark mark) throws CoderException {
        return new Reader(CoderUtils.decodeFromByteArray(ListCoder.of(coder), rows), mark == null ? 0 : mark.given());
    }

    @Override
    public Coder<SqlRow> getOutputCoder() {
        return coder;
    }

    @Override
    public Coder<Mark> getCheckpointMarkCoder() {
        return DelegateCoder.of(VarIntCoder.of(), Mark::given, Mark::new);
    }

    /** How many rows were given. */
    record Mark(int given) implements CheckpointMark {
        @Override
        public void finalizeCheckpoint() {}
    }

    private final class Reader extends UnboundedReader<SqlRow> {

        private final List<SqlRow> all;
        private int given;
        private @Nullable SqlRow current;

        Reader(List<SqlRow> all, int given) {
            this.all = all;
            this.given = given;
        }

        @Override
        public boolean start() {
            return advance();
        }

        @Override
        public boolean advance() {
            current = given < all.size() ? all.get(given++) : null;
            return current != null;
        }

        @Override
        public SqlRow getCurrent() {
            if (current == null) {
                throw new NoSuchElementException("all rows were given");
            }
            return current;
        }

        /** A row that the query says has no time of its own. */
        @Override
        public org.joda.time.Instant getCurrentTimestamp() {
            return BoundedWindow.TIMESTAMP_MIN_VALUE;
        }

        @Override
        public org.joda.time.Instant getWatermark() {
            return given == all.size() ? BoundedWindow.TIMESTAMP_MAX_VALUE : BoundedWindow.TIMESTAMP_MIN_VALUE;
        }

        @Override
        public CheckpointMark getCheckpointMark() {
            return new Mark(given);
        }

        @Override
        public UnboundedSource<SqlRow, ?> getCurrentSource() {
            return ConstantRows.this;
        }

        @Override
        public void close() {}
    }
}
