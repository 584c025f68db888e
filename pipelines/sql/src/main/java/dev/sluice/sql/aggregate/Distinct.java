package dev.sluice.sql.aggregate;

import dev.sluice.sql.row.SqlRow;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * A function over each of its operands' values once, e.g. {@code COUNT(DISTINCT status)}. Remembers all values.
 *
 * @param of the function
 * @param operands writes the values of its operands
 */
record Distinct(AggregateFunction of, Coder<SqlRow> operands) implements AggregateFunction {

    @Override
    public Accumulator create() {
        return new State(of);
    }

    @Override
    public Coder<Accumulator> coder() {
        return new AccumulatorCoder<>(this, State.class) {
            @Override
            void write(State state, DataOutputStream out) throws IOException {
                VarInt.encode(state.values.size(), out);
                for (Map.Entry<SqlRow, Long> value : state.values.entrySet()) {
                    operands.encode(value.getKey(), out);
                    out.writeLong(value.getValue());
                }
            }

            @Override
            State read(DataInputStream in) throws IOException {
                State state = new State(of);
                int count = VarInt.decodeInt(in);
                for (int i = 0; i < count; i++) {
                    state.values.put(operands.decode(in), in.readLong());
                }
                return state;
            }
        };
    }

    private static final class State implements Accumulator {

        private final AggregateFunction of;

        /** When each of them came first. */
        private final Map<SqlRow, Long> values = new HashMap<>();

        State(AggregateFunction of) {
            this.of = of;
        }

        @Override
        public void add(@Nullable Object[] row, int[] arguments, long order) {
            @Nullable Object[] value = new Object[arguments.length];
            for (int i = 0; i < value.length; i++) {
                value[i] = row[arguments[i]];
            }
            values.merge(new SqlRow(value), order, Math::min);
        }

        @Override
        public void merge(Accumulator other) {
            ((State) other).values.forEach((value, order) -> values.merge(value, order, Math::min));
        }

        @Override
        public @Nullable Object result() {
            Accumulator once = of.create();
            values.entrySet().stream().sorted(Map.Entry.comparingByValue()).forEach(value -> {
                @Nullable Object[] operands = value.getKey().values();
                once.add(operands, IntStream.range(0, operands.length).toArray(), value.getValue());
            });
            return once.result();
        }
    }
}
