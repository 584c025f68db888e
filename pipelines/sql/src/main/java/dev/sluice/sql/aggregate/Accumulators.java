package dev.sluice.sql.aggregate;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/** What the calls of an aggregate know of a key's rows: one accumulator for each call. */
public final class Accumulators {

    private final Accumulator[] states;
    private long rows;

    private Accumulators(Accumulator[] states, long rows) {
        this.states = states;
        this.rows = rows;
    }

    /** Those of {@code calls}, which have seen no row. */
    public static Accumulators of(List<AggregateCall> calls) {
        Accumulator[] states = new Accumulator[calls.size()];
        for (int i = 0; i < states.length; i++) {
            states[i] = calls.get(i).function().create();
        }
        return new Accumulators(states, 0);
    }

    /** Takes a row that came as the {@code order}-th. */
    public void add(List<AggregateCall> calls, @Nullable Object[] row, long order) {
        rows++;
        for (int i = 0; i < states.length; i++) {
            calls.get(i).add(states[i], row, order);
        }
    }

    /** Takes in what {@code other} knows, which stays as it is. */
    public void merge(Accumulators other) {
        rows += other.rows;
        for (int i = 0; i < states.length; i++) {
            states[i].merge(other.states[i]);
        }
    }

    /** How many rows it has seen. */
    public long rows() {
        return rows;
    }

    /** The result of the call at {@code index}. */
    public @Nullable Object result(int index) {
        return states[index].result();
    }

    /** Writes and reads those of {@code calls}. */
    public static Coder<Accumulators> coder(List<AggregateCall> calls) {
        return new StatesCoder(
                calls.stream().map(call -> call.function().coder()).toList());
    }

    /** Merges those of {@code calls}. */
    public static Combine.CombineFn<Accumulators, Accumulators, Accumulators> merging(List<AggregateCall> calls) {
        return new Merging(List.copyOf(calls));
    }

    private static final class Merging extends Combine.CombineFn<Accumulators, Accumulators, Accumulators> {

        private final List<AggregateCall> calls;

        Merging(List<AggregateCall> calls) {
            this.calls = calls;
        }

        @Override
        public Accumulators createAccumulator() {
            return of(calls);
        }

        @Override
        public Accumulators addInput(Accumulators merged, Accumulators input) {
            merged.merge(input);
            return merged;
        }

        @Override
        public Accumulators mergeAccumulators(Iterable<Accumulators> all) {
            Accumulators merged = of(calls);
            all.forEach(merged::merge);
            return merged;
        }

        @Override
        public Accumulators extractOutput(Accumulators merged) {
            return merged;
        }

        @Override
        public Coder<Accumulators> getAccumulatorCoder(CoderRegistry registry, Coder<Accumulators> input) {
            return input;
        }

        @Override
        public Coder<Accumulators> getDefaultOutputCoder(CoderRegistry registry, Coder<Accumulators> input) {
            return input;
        }
    }

    private static final class StatesCoder extends CustomCoder<Accumulators> {

        private final List<Coder<Accumulator>> coders;

        StatesCoder(List<Coder<Accumulator>> coders) {
            this.coders = coders;
        }

        @Override
        public void encode(Accumulators all, OutputStream out) throws IOException {
            VarInt.encode(all.rows, out);
            for (int i = 0; i < all.states.length; i++) {
                coders.get(i).encode(all.states[i], out);
            }
        }

        @Override
        public Accumulators decode(InputStream in) throws IOException {
            long rows = VarInt.decodeLong(in);
            Accumulator[] states = new Accumulator[coders.size()];
            for (int i = 0; i < states.length; i++) {
                states[i] = coders.get(i).decode(in);
            }
            return new Accumulators(states, rows);
        }

        @Override
        public void verifyDeterministic() {}

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof StatesCoder coder && coders.equals(coder.coders);
        }

        @Override
        public int hashCode() {
            return coders.hashCode();
        }
    }
}
