package dev.sluice.sql.aggregate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * COLLECT: the values that are not NULL, with how often each came.
 *
 * @param values writes values of the operand
 */
record Collect(Coder<Object> values) implements AggregateFunction {

    @Override
    public Accumulator create() {
        return new State();
    }

    @Override
    public Coder<Accumulator> coder() {
        return new AccumulatorCoder<>(this, State.class) {
            @Override
            void write(State state, DataOutputStream out) throws IOException {
                VarInt.encode(state.counts.size(), out);
                for (Map.Entry<Object, Integer> value : state.counts.entrySet()) {
                    values.encode(value.getKey(), out);
                    VarInt.encode(value.getValue(), out);
                }
            }

            @Override
            State read(DataInputStream in) throws IOException {
                State state = new State();
                int count = VarInt.decodeInt(in);
                for (int i = 0; i < count; i++) {
                    state.counts.put(values.decode(in), VarInt.decodeInt(in));
                }
                return state;
            }
        };
    }

    private static final class State implements Accumulator {

        private final Map<Object, Integer> counts = new HashMap<>();

        @Override
        public void add(@Nullable Object[] row, int[] arguments, long order) {
            Object value = row[arguments[0]];
            if (value != null) {
                counts.merge(value, 1, Integer::sum);
            }
        }

        @Override
        public void merge(Accumulator other) {
            ((State) other).counts.forEach((value, count) -> counts.merge(value, count, Integer::sum));
        }

        @Override
        public Object result() {
            return Map.copyOf(counts);
        }
    }
}
