package dev.sluice.sql.aggregate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * SUM and AVG of whole numbers. As Flink has it, both are of the operand's type: a sum wraps, an average loses its fraction.
 *
 * @param type TINYINT, SMALLINT, INTEGER or BIGINT
 * @param average AVG instead of SUM
 * @param zeroIfEmpty 0 instead of NULL where there is no value
 */
record WholeSum(SqlTypeName type, boolean average, boolean zeroIfEmpty) implements AggregateFunction {

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
                VarInt.encode(state.sum, out);
            }

            @Override
            State read(DataInputStream in) throws IOException {
                State state = new State(WholeSum.this);
                state.count = VarInt.decodeLong(in);
                state.sum = VarInt.decodeLong(in);
                return state;
            }
        };
    }

    /** A number of the type, its higher bits cut off. */
    static Object narrow(long value, SqlTypeName type) {
        return switch (type) {
            case TINYINT -> (byte) value;
            case SMALLINT -> (short) value;
            case INTEGER -> (int) value;
            case BIGINT -> value;
            default -> throw new IllegalArgumentException("expected a type of whole numbers, found " + type);
        };
    }

    private static final class State implements Accumulator {

        private final WholeSum of;
        private long count;
        private long sum;

        State(WholeSum of) {
            this.of = of;
        }

        @Override
        public void add(@Nullable Object[] row, int[] arguments, long order) {
            Object value = row[arguments[0]];
            if (value != null) {
                sum += ((Number) value).longValue();
                count++;
            }
        }

        @Override
        public void merge(Accumulator other) {
            sum += ((State) other).sum;
            count += ((State) other).count;
        }

        @Override
        public @Nullable Object result() {
            if (count == 0) {
                return of.zeroIfEmpty ? narrow(0, of.type) : null;
            }
            return narrow(of.average ? sum / count : sum, of.type);
        }
    }
}
