package dev.sluice.sql.aggregate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.jspecify.annotations.Nullable;

/**
 * A coder that leaves the work to the function whose accumulators it writes.
 *
 * @param <A> the accumulators of that function
 */
abstract class AccumulatorCoder<A extends Accumulator> extends CustomCoder<Accumulator> {

    private final AggregateFunction function;
    private final Class<A> accumulators;

    AccumulatorCoder(AggregateFunction function, Class<A> accumulators) {
        this.function = function;
        this.accumulators = accumulators;
    }

    abstract void write(A accumulator, DataOutputStream out) throws IOException;

    abstract A read(DataInputStream in) throws IOException;

    @Override
    public final void encode(Accumulator accumulator, OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        write(accumulators.cast(accumulator), data);
        data.flush();
    }

    @Override
    public final Accumulator decode(InputStream in) throws IOException {
        return read(new DataInputStream(in));
    }

    @Override
    public final void verifyDeterministic() {}

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof AccumulatorCoder<?> coder && function.equals(coder.function);
    }

    @Override
    public final int hashCode() {
        return function.hashCode();
    }
}
