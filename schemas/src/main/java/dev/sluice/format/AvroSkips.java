package dev.sluice.format;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;

/**
 * What skips values of a schema, made once for each record in it, however often it is named: schemas can name each other
 * so that written out they would be endless. What takes no bytes is never visited, so that skipping costs no more than
 * the bytes that are skipped.
 */
final class AvroSkips {

    private final IdentityHashMap<Schema, AvroSkip> records = new IdentityHashMap<>();
    private final IdentityHashMap<Schema, Integer> sizes = new IdentityHashMap<>();

    AvroSkip of(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> in -> {};
            case BOOLEAN -> in -> in.skip(1);
            case INT, LONG, ENUM -> AvroInput::readLong;
            case FLOAT -> in -> in.skip(4);
            case DOUBLE -> in -> in.skip(8);
            case BYTES, STRING -> in -> in.skip(in.length());
            case FIXED -> {
                int size = schema.getFixedSize();
                yield in -> in.skip(size);
            }
            case ARRAY -> {
                AvroSkip element = of(schema.getElementType());
                int least = least(schema.getElementType());
                yield in -> in.skipItems(element, least);
            }
            case MAP -> {
                AvroSkip value = of(schema.getValueType());
                AvroSkip entry = in -> {
                    in.skip(in.length());
                    value.skip(in);
                };
                int least = least(schema.getValueType()) + 1;
                yield in -> in.skipItems(entry, least);
            }
            case UNION -> {
                AvroSkip[] branches = schema.getTypes().stream().map(this::of).toArray(AvroSkip[]::new);
                yield in -> branches[branch(in, branches.length)].skip(in);
            }
            case RECORD -> record(schema);
        };
    }

    private AvroSkip record(Schema schema) {
        AvroSkip known = records.get(schema);
        if (known != null) {
            return known;
        }
        RecordSkip skip = new RecordSkip();
        records.put(schema, skip);
        List<AvroSkip> fields = new ArrayList<>();
        for (Schema.Field field : schema.getFields()) {
            if (least(field.schema()) > 0) {
                fields.add(of(field.schema()));
            }
        }
        skip.fields = fields.toArray(AvroSkip[]::new);
        return skip;
    }

    /** How many bytes a value takes at least; 0 only where it always takes none. Exact enough: 1 or more is 1 or more. */
    int least(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> 0;
            case FLOAT -> 4;
            case DOUBLE -> 8;
            case FIXED -> Math.min(schema.getFixedSize(), 1 << 20);
            case BOOLEAN, INT, LONG, ENUM, BYTES, STRING, ARRAY, MAP, UNION -> 1;
            case RECORD -> leastOfRecord(schema);
        };
    }

    private int leastOfRecord(Schema schema) {
        Integer known = sizes.get(schema);
        if (known != null) {
            return known;
        }
        sizes.put(schema, 1); // met again inside itself, and not behind a union: no value of it ever ends
        int least = 0;
        for (Schema.Field field : schema.getFields()) {
            least = Math.min(least + least(field.schema()), 1 << 20);
        }
        sizes.put(schema, least);
        return least;
    }

    /** The place of a union's branch, which is there. */
    static int branch(AvroInput in, int branches) throws MalformedRecordException {
        long branch = in.readLong();
        if (branch < 0 || branch >= branches) {
            throw in.malformed("a branch of 0 to " + (branches - 1), String.valueOf(branch));
        }
        return (int) branch;
    }

    /** Known before its fields are, which may hold records of the same kind. */
    private static final class RecordSkip implements AvroSkip {
        private AvroSkip[] fields = {};

        @Override
        public void skip(AvroInput in) throws MalformedRecordException {
            in.enter();
            for (AvroSkip field : fields) {
                field.skip(in);
            }
            in.leave();
        }
    }
}
