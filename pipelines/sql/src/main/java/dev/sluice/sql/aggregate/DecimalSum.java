package dev.sluice.sql.aggregate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.apache.beam.sdk.coders.BigDecimalCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * SUM and AVG of DECIMAL. More than 38 digits are NULL, as in Flink.
 *
 * @param scale digits behind the point of the result
 * @param average AVG instead of SUM
 */
record DecimalSum(int scale, boolean average) implements AggregateFunction {

    static final MathContext DIGITS = new MathContext(38, RoundingMode.HALF_UP);

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
                BigDecimalCoder.of().encode(state.sum, out);
            }

            @Override
            State read(DataInputStream in) throws IOException {
                State state = new State(DecimalSum.this);
                state.count = VarInt.decodeLong(in);
                state.sum = BigDecimalCoder.of().decode(in);
                return state;
            }
        };
    }

    private static final class State implements Accumulator {

        private final DecimalSum of;
        private long count;
        private BigDecimal sum = BigDecimal.ZERO;

        State(DecimalSum of) {
            this.of = of;
        }

        @Override
        public void add(@Nullable Object[] row, int[] arguments, long order) {
            Object value = row[arguments[0]];
            if (value != null) {
                sum = sum.add((BigDecimal) value);
                count++;
            }
        }

        @Override
        public void merge(Accumulator other) {
            sum = sum.add(((State) other).sum);
            count += ((State) other).count;
        }

        @Override
        public @Nullable Object result() {
            if (count == 0) {
                return null;
            }
            BigDecimal exact = of.average ? sum.divide(BigDecimal.valueOf(count), DIGITS) : sum;
            BigDecimal rounded = exact.setScale(of.scale, RoundingMode.HALF_UP);
            return rounded.precision() > DIGITS.getPrecision() ? null : rounded;
        }
    }
}
