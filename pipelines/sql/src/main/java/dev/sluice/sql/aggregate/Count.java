package dev.sluice.sql.aggregate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/** COUNT: of rows, or of those in which no operand is NULL. */
record Count() implements AggregateFunction {

    @Override
    public Accumulator create() {
        return new State();
    }

    @Override
    public Coder<Accumulator> coder() {
        return new AccumulatorCoder<>(this, State.class) {
            @Override
            void write(State state, DataOutputStream out) throws IOException {
                VarInt.encode(state.rows, out);
            }

            @Override
            State read(DataInputStream in) throws IOException {
                State state = new State();
                state.rows = VarInt.decodeLong(in);
                return state;
            }
        };
    }

    private static final class State implements Accumulator {

        private long rows;

        @Override
        public void add(@Nullable Object[] row, int[] arguments, long order) {
            for (int argument : arguments) {
                if (row[argument] == null) {
                    return;
                }
            }
            rows++;
        }

        @Override
        public void merge(Accumulator other) {
            rows += ((State) other).rows;
        }

        @Override
        public Object result() {
            return rows;
        }
    }
}
