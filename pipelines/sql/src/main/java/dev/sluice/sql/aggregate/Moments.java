package dev.sluice.sql.aggregate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * STDDEV_POP, STDDEV_SAMP, VAR_POP and VAR_SAMP, of the operand's type, as Flink has it, by (sum of squares - square of the sum / n) / n.
 *
 * @param sample over n - 1 instead of n
 * @param root the deviation instead of the variance
 * @param type of the result; not DECIMAL
 */
record Moments(boolean sample, boolean root, SqlTypeName type) implements AggregateFunction {

    @Override
    public Accumulator create() {
        return new State(this);
    }

    @Override
    public Coder<Accumulator> coder() {
        return new AccumulatorCoder<>(this, State.class) {
            @Override
            void write(State state, DataOutputStream out) throws IOException {
                VarInt.encode(state.count, out);
                out.writeDouble(state.sum);
                out.writeDouble(state.squares);
            }

            @Override
            State read(DataInputStream in) throws IOException {
                State state = new State(Moments.this);
                state.count = VarInt.decodeLong(in);
                state.sum = in.readDouble();
                state.squares = in.readDouble();
                return state;
            }
        };
    }

    /** Of whole numbers Flink divides whole numbers. */
    private double over(double dividend, long divisor) {
        double quotient = dividend / divisor;
        return SqlTypeName.INT_TYPES.contains(type) ? (long) quotient : quotient;
    }

    private static final class State implements Accumulator {

        private final Moments of;
        private long count;
        private double sum;
        private double squares;

        State(Moments of) {
            this.of = of;
        }

        @Override
        public void add(@Nullable Object[] row, int[] arguments, long order) {
            Object value = row[arguments[0]];
            if (value != null) {
                double number = ((Number) value).doubleValue();
                sum += number;
                squares += number * number;
                count++;
            }
        }

        @Override
        public void merge(Accumulator other) {
            count += ((State) other).count;
            sum += ((State) other).sum;
            squares += ((State) other).squares;
        }

        @Override
        public @Nullable Object result() {
            long divisor = of.sample ? count - 1 : count;
            if (divisor <= 0) {
                return null;
            }
            double variance = of.over(squares - of.over(sum * sum, count), divisor);
            double value = of.root ? Math.pow(variance, 0.5) : variance;
            return switch (of.type) {
                case TINYINT, SMALLINT, INTEGER, BIGINT -> WholeSum.narrow((long) value, of.type);
                case FLOAT -> (float) value;
                default -> value;
            };
        }
    }
}
