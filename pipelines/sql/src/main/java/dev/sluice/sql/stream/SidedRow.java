package dev.sluice.sql.stream;

import dev.sluice.sql.row.SqlRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.BooleanCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.jspecify.annotations.Nullable;

/**
 * A row of a join, with the side it is of.
 *
 * @param left whether it is of the left one
 */
record SidedRow(boolean left, SqlRow row) {

    /** Says of the rows of a side which one it is. */
    static final class Of extends DoFn<KV<SqlRow, SqlRow>, KV<SqlRow, SidedRow>> {

        private final boolean left;

        Of(boolean left) {
            this.left = left;
        }

        @ProcessElement
        public void process(@Element KV<SqlRow, SqlRow> row, OutputReceiver<KV<SqlRow, SidedRow>> sided) {
            sided.output(KV.of(row.getKey(), new SidedRow(left, row.getValue())));
        }
    }

    /** Writes and reads rows of both sides. */
    static final class SidedRowCoder extends CustomCoder<SidedRow> {

        private final Coder<SqlRow> left;
        private final Coder<SqlRow> right;

        SidedRowCoder(Coder<SqlRow> left, Coder<SqlRow> right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public void encode(SidedRow row, OutputStream out) throws IOException {
            BooleanCoder.of().encode(row.left, out);
            (row.left ? left : right).encode(row.row, out);
        }

        @Override
        public SidedRow decode(InputStream in) throws IOException {
            boolean isLeft = BooleanCoder.of().decode(in);
            return new SidedRow(isLeft, (isLeft ? left : right).decode(in));
        }

        @Override
        public void verifyDeterministic() throws NonDeterministicException {
            left.verifyDeterministic();
            right.verifyDeterministic();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof SidedRowCoder coder && left.equals(coder.left) && right.equals(coder.right);
        }

        @Override
        public int hashCode() {
            return 31 * left.hashCode() + right.hashCode();
        }
    }
}
