package dev.sluice.sql.aggregate;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/** LISTAGG: the texts that are not NULL, in the order they came in, each but the first behind its separator. */
record ListAgg() implements AggregateFunction {

    private static final String SEPARATOR = ",";

    @Override
    public Accumulator create() {
        return new State();
    }

    @Override
    public Coder<Accumulator> coder() {
        return new AccumulatorCoder<>(this, State.class) {
            @Override
            void write(State state, DataOutputStream out) throws IOException {
                VarInt.encode(state.items.size(), out);
                for (Item item : state.items) {
                    out.writeLong(item.order);
                    StringUtf8Coder.of().encode(item.text, out);
                    StringUtf8Coder.of().encode(item.separator, out);
                }
            }

            @Override
            State read(DataInputStream in) throws IOException {
                State state = new State();
                int count = VarInt.decodeInt(in);
                for (int i = 0; i < count; i++) {
                    state.items.add(new Item(
                            in.readLong(),
                            StringUtf8Coder.of().decode(in),
                            StringUtf8Coder.of().decode(in)));
                }
                return state;
            }
        };
    }

    private record Item(long order, String text, String separator) {}

    private static final class State implements Accumulator {

        private final List<Item> items = new ArrayList<>();

        @Override
        public void add(@Nullable Object[] row, int[] arguments, long order) {
            String text = (String) row[arguments[0]];
            if (text != null) {
                Object separator = arguments.length > 1 ? row[arguments[1]] : SEPARATOR;
                items.add(new Item(order, text, separator == null ? "" : (String) separator));
            }
        }

        @Override
        public void merge(Accumulator other) {
            items.addAll(((State) other).items);
        }

        @Override
        public @Nullable Object result() {
            if (items.isEmpty()) {
                return null;
            }
            StringBuilder list = new StringBuilder();
            for (Item item :
                    items.stream().sorted(Comparator.comparingLong(Item::order)).toList()) {
                if (!list.isEmpty()) {
                    list.append(item.separator);
                }
                list.append(item.text);
            }
            return list.toString();
        }
    }
}
