package dev.sluice.sql.aggregate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * SUM and AVG of DOUBLE and FLOAT. An average of FLOAT is summed in double precision, as Flink does; a sum is not.
 *
 * @param single FLOAT instead of DOUBLE
 * @param average AVG instead of SUM
 */
record DoubleSum(boolean single, boolean average) implements AggregateFunction {

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
            }

            @Override
            State read(DataInputStream in) throws IOException {
                State state = new State(DoubleSum.this);
                state.count = VarInt.decodeLong(in);
                state.sum = in.readDouble();
                return state;
            }
        };
    }

    private static final class State implements Accumulator {

        private final DoubleSum of;
        private long count;
        private double sum;

        State(DoubleSum of) {
            this.of = of;
        }

        @Override
        public void add(@Nullable Object[] row, int[] arguments, long order) {
            Object value = row[arguments[0]];
            if (value != null) {
                plus(((Number) value).doubleValue());
                count++;
            }
        }

        private void plus(double value) {
            sum = of.single && !of.average ? (float) (sum + value) : sum + value;
        }

        @Override
        public void merge(Accumulator other) {
            plus(((State) other).sum);
            count += ((State) other).count;
        }

        @Override
        public @Nullable Object result() {
            if (count == 0) {
                return null;
            }
            double value = of.average ? sum / count : sum;
            return of.single ? (Object) (float) value : (Object) value;
        }
    }
}
