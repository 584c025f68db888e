package dev.sluice.sql.aggregate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.jspecify.annotations.Nullable;

/**
 * FIRST_VALUE and LAST_VALUE: of the values that are not NULL, the one that came first or last.
 *
 * @param last LAST_VALUE instead of FIRST_VALUE
 * @param values writes values of the operand
 */
record Positional(boolean last, Coder<Object> values) implements AggregateFunction {

    @Override
    public Accumulator create() {
        return new State(last);
    }

    @Override
    public Coder<Accumulator> coder() {
        Coder<Object> nullable = NullableCoder.of(values);
        return new AccumulatorCoder<>(this, State.class) {
            @Override
            void write(State state, DataOutputStream out) throws IOException {
                out.writeLong(state.order);
                nullable.encode(state.value, out);
            }

            @Override
            State read(DataInputStream in) throws IOException {
                State state = new State(last);
                state.order = in.readLong();
                state.value = nullable.decode(in);
                return state;
            }
        };
    }

    private static final class State implements Accumulator {

        private final boolean last;
        private long order;
        private @Nullable Object value;

        State(boolean last) {
            this.last = last;
        }

        @Override
        public void add(@Nullable Object[] row, int[] arguments, long came) {
            take(row[arguments[0]], came);
        }

        private void take(@Nullable Object other, long came) {
            if (other != null && (value == null || (last ? came >= order : came < order))) {
                value = other;
                order = came;
            }
        }

        @Override
        public void merge(Accumulator other) {
            take(((State) other).value, ((State) other).order);
        }

        @Override
        public @Nullable Object result() {
            return value;
        }
    }
}
