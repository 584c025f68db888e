package dev.sluice.sql.aggregate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.jspecify.annotations.Nullable;

/**
 * MIN and MAX of values that have an order.
 *
 * @param greatest MAX instead of MIN
 * @param values writes values of the operand
 */
record Extreme(boolean greatest, Coder<Object> values) implements AggregateFunction {

    @Override
    public Accumulator create() {
        return new State(greatest);
    }

    @Override
    public Coder<Accumulator> coder() {
        Coder<Object> nullable = NullableCoder.of(values);
        return new AccumulatorCoder<>(this, State.class) {
            @Override
            void write(State state, DataOutputStream out) throws IOException {
                nullable.encode(state.extreme, out);
            }

            @Override
            State read(DataInputStream in) throws IOException {
                State state = new State(greatest);
                state.extreme = nullable.decode(in);
                return state;
            }
        };
    }

    private static final class State implements Accumulator {

        private final boolean greatest;
        private @Nullable Object extreme;

        State(boolean greatest) {
            this.greatest = greatest;
        }

        @Override
        public void add(@Nullable Object[] row, int[] arguments, long order) {
            take(row[arguments[0]]);
        }

        @SuppressWarnings("unchecked") // a column's values are of one class
        private void take(@Nullable Object value) {
            if (value == null) {
                return;
            }
            if (extreme == null) {
                extreme = value;
                return;
            }
            int order = ((Comparable<Object>) value).compareTo(extreme);
            if (greatest ? order > 0 : order < 0) {
                extreme = value;
            }
        }

        @Override
        public void merge(Accumulator other) {
            take(((State) other).extreme);
        }

        @Override
        public @Nullable Object result() {
            return extreme;
        }
    }
}
