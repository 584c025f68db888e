package dev.sluice.mapping;

import dev.sluice.format.MalformedRecordException;
import java.util.Arrays;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/** Makes one value out of a row as it was decoded: what a list of transforms comes down to, for each column. */
sealed interface Part {

    @Nullable
    Object of(@Nullable Object[] row) throws MalformedRecordException;

    /** The field at a place of the struct that this gives; null where there is no struct. */
    default Part field(int step) {
        return new Inner(this, step);
    }

    /** What this gives, cast. */
    default Part cast(String label, Cast cast, CastFailure failure) {
        return cast == Cast.NONE ? this : new Casting(label, this, cast, failure);
    }

    /** The same, but a failed cast that would be counted is not: for who looks at a value that is made again. */
    Part quiet();

    /** The value of a column. */
    static Part column(int place) {
        return new Field("", place, new int[0], Cast.NONE, CastFailure.FATAL);
    }

    static @Nullable Object[] values(Part[] parts, @Nullable Object[] row) throws MalformedRecordException {
        @Nullable Object[] values = new Object[parts.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = parts[i].of(row);
        }
        return values;
    }

    private static CastFailure quiet(CastFailure failure) {
        return failure == CastFailure.FATAL ? failure : CastFailure.QUIET;
    }

    /**
     * A value of the source: most are, and this is the fast way.
     *
     * @param label source and target, for messages
     * @param place of the column
     * @param steps the places of fields inside it, from the column down
     */
    @SuppressWarnings("ArrayRecordComponent") // private to the package, compared by nobody
    record Field(String label, int place, int[] steps, Cast cast, CastFailure failure) implements Part {
        @Override
        public @Nullable Object of(@Nullable Object[] row) throws MalformedRecordException {
            Object value = row[place];
            for (int i = 0; value != null && i < steps.length; i++) {
                value = ((Row) value).getValue(steps[i]);
            }
            if (value == null || cast == Cast.NONE) {
                return value;
            }
            try {
                return cast.cast(value);
            } catch (MalformedRecordException e) {
                return failure.of(label, e);
            }
        }

        @Override
        public Part field(int step) {
            if (cast != Cast.NONE) {
                return new Inner(this, step);
            }
            int[] further = Arrays.copyOf(steps, steps.length + 1);
            further[steps.length] = step;
            return new Field(label, place, further, cast, failure);
        }

        @Override
        public Part cast(String as, Cast next, CastFailure otherwise) {
            return next == Cast.NONE || cast != Cast.NONE
                    ? Part.super.cast(as, next, otherwise)
                    : new Field(as, place, steps, next, otherwise);
        }

        @Override
        public Part quiet() {
            return new Field(label, place, steps, cast, Part.quiet(failure));
        }

        /** Whether it is the column at this place, as it is. */
        boolean isColumn(int at) {
            return place == at && steps.length == 0 && cast == Cast.NONE;
        }
    }

    /** A field of a struct that had to be made first. */
    record Inner(Part of, int step) implements Part {
        @Override
        public @Nullable Object of(@Nullable Object[] row) throws MalformedRecordException {
            Object struct = of.of(row);
            return struct == null ? null : ((Row) struct).getValue(step);
        }

        @Override
        public Part quiet() {
            return new Inner(of.quiet(), step);
        }
    }

    /** A value that was cast or made before, cast once more. */
    record Casting(String label, Part of, Cast cast, CastFailure failure) implements Part {
        @Override
        public @Nullable Object of(@Nullable Object[] row) throws MalformedRecordException {
            Object value = of.of(row);
            try {
                return value == null ? null : cast.cast(value);
            } catch (MalformedRecordException e) {
                return failure.of(label, e);
            }
        }

        @Override
        public Part quiet() {
            return new Casting(label, of.quiet(), cast, Part.quiet(failure));
        }
    }

    /**
     * A struct that is put together.
     *
     * @param original what it is missing with; null: it is there even where all its fields are null
     */
    @SuppressWarnings("ArrayRecordComponent") // private to the package, compared by nobody
    record Nested(Schema schema, Part[] parts, @Nullable Part original) implements Part {
        @Override
        public @Nullable Object of(@Nullable Object[] row) throws MalformedRecordException {
            return original != null && original.of(row) == null
                    ? null
                    : Row.withSchema(schema).attachValues(Arrays.asList(values(parts, row)));
        }

        /** Its parts are null themselves where the original is missing. */
        @Override
        public Part field(int step) {
            return parts[step];
        }

        @Override
        public Part quiet() {
            Part[] quiet = new Part[parts.length];
            for (int i = 0; i < quiet.length; i++) {
                quiet[i] = parts[i].quiet();
            }
            return new Nested(schema, quiet, original == null ? null : original.quiet());
        }
    }
}
