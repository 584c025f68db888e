package dev.sluice.sql.aggregate;

import dev.sluice.sql.function.FlinkTypeSystem;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.apache.beam.sdk.coders.BigDecimalCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.VarInt;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * {@link Moments} of DECIMAL. Each step is rounded to the scale that Flink's types give to it, which its last digits depend on.
 *
 * @param sample over n - 1 instead of n
 * @param root the deviation instead of the variance
 * @param scales of a value's square, of the square of the sum, of that over n, and of the result
 */
record DecimalMoments(boolean sample, boolean root, Scales scales) implements AggregateFunction {

    private record Scales(int square, int squareOfSum, int quotient, int result) implements java.io.Serializable {}

    static DecimalMoments of(
            boolean sample, boolean root, RelDataType operand, RelDataType result, RelDataTypeFactory types) {
        FlinkTypeSystem system = FlinkTypeSystem.INSTANCE;
        RelDataType square = Objects.requireNonNull(system.deriveDecimalMultiplyType(types, operand, operand));
        RelDataType sum = system.deriveSumType(types, operand);
        RelDataType squareOfSum = Objects.requireNonNull(system.deriveDecimalMultiplyType(types, sum, sum));
        RelDataType count = types.createSqlType(SqlTypeName.BIGINT);
        RelDataType quotient = Objects.requireNonNull(system.deriveDecimalDivideType(types, squareOfSum, count));
        return new DecimalMoments(
                sample,
                root,
                new Scales(square.getScale(), squareOfSum.getScale(), quotient.getScale(), result.getScale()));
    }

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
                BigDecimalCoder.of().encode(state.squares, out);
            }

            @Override
            State read(DataInputStream in) throws IOException {
                State state = new State(DecimalMoments.this);
                state.count = VarInt.decodeLong(in);
                state.sum = BigDecimalCoder.of().decode(in);
                state.squares = BigDecimalCoder.of().decode(in);
                return state;
            }
        };
    }

    private static final class State implements Accumulator {

        private final DecimalMoments of;
        private long count;
        private BigDecimal sum = BigDecimal.ZERO;
        private BigDecimal squares = BigDecimal.ZERO;

        State(DecimalMoments of) {
            this.of = of;
        }

        @Override
        public void add(@Nullable Object[] row, int[] arguments, long order) {
            Object value = row[arguments[0]];
            if (value != null) {
                BigDecimal number = (BigDecimal) value;
                sum = sum.add(number);
                squares = squares.add(number.multiply(number).setScale(of.scales.square, RoundingMode.HALF_UP));
                count++;
            }
        }

        @Override
        public void merge(Accumulator other) {
            sum = sum.add(((State) other).sum);
            squares = squares.add(((State) other).squares);
            count += ((State) other).count;
        }

        @Override
        public @Nullable Object result() {
            long divisor = of.sample ? count - 1 : count;
            if (divisor <= 0) {
                return null;
            }
            Scales scales = of.scales;
            BigDecimal quotient = sum.multiply(sum)
                    .setScale(scales.squareOfSum, RoundingMode.HALF_UP)
                    .divide(BigDecimal.valueOf(count), scales.quotient, RoundingMode.HALF_UP);
            BigDecimal variance =
                    squares.subtract(quotient).divide(BigDecimal.valueOf(divisor), scales.result, RoundingMode.HALF_UP);
            return of.root
                    ? BigDecimal.valueOf(Math.pow(variance.doubleValue(), 0.5))
                            .setScale(scales.result, RoundingMode.HALF_UP)
                    : variance;
        }
    }
}
