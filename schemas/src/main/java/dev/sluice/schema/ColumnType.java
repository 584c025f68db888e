package dev.sluice.schema;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.FixedPrecisionNumeric;
import org.apache.beam.sdk.schemas.logicaltypes.OneOfType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column, in the words of the Glue and Hive catalogs. What a value of it is in a Beam row:
 *
 * <table>
 * <caption>values</caption>
 * <tr><td>tinyint, smallint, int, bigint</td><td>Byte, Short, Integer, Long</td></tr>
 * <tr><td>float, double</td><td>Float, Double</td></tr>
 * <tr><td>decimal(p,s)</td><td>BigDecimal of scale s</td></tr>
 * <tr><td>boolean</td><td>Boolean</td></tr>
 * <tr><td>string, varchar(n), char(n)</td><td>String</td></tr>
 * <tr><td>binary</td><td>byte[]</td></tr>
 * <tr><td>date</td><td>java.time.LocalDate</td></tr>
 * <tr><td>timestamp</td><td>java.time.Instant, to the microsecond</td></tr>
 * <tr><td>array&lt;t&gt;, map&lt;k,v&gt;, struct&lt;n:t,…&gt;</td><td>List, Map, Row</td></tr>
 * <tr><td>void</td><td>String: the value as it is written</td></tr>
 * <tr><td>choice&lt;t,…&gt;</td><td>OneOfType.Value, its case the {@linkplain Choice#word word} of the type</td></tr>
 * </table>
 */
public sealed interface ColumnType extends Serializable {

    /**
     * Reads a type as a catalog writes it, e.g. {@code array<struct<name:string,value:decimal(10,2)>>}, in any case.
     *
     * @throws IllegalArgumentException saying what was expected, what was found, and at which character
     */
    static ColumnType parse(String text) {
        return new ColumnTypeParser(text).parse();
    }

    /**
     * Reads a type where a plain {@code decimal} has {@code plainDecimalScale} of its 10 digits behind the point: 0 in
     * Hive's catalogs, 2 in ApplyMapping.
     *
     * @throws IllegalArgumentException as above
     */
    static ColumnType parse(String text, int plainDecimalScale) {
        return new ColumnTypeParser(text, plainDecimalScale).parse();
    }

    /** The Beam type, nullable: any column of a stream can be missing. */
    FieldType fieldType();

    /** The catalog's text, which {@link #parse} reads. */
    @Override
    String toString();

    /** The types without parameters. */
    enum Simple implements ColumnType {
        TINYINT(FieldType.BYTE),
        SMALLINT(FieldType.INT16),
        INT(FieldType.INT32),
        BIGINT(FieldType.INT64),
        FLOAT(FieldType.FLOAT),
        DOUBLE(FieldType.DOUBLE),
        BOOLEAN(FieldType.BOOLEAN),
        STRING(FieldType.STRING),
        BINARY(FieldType.BYTES),
        DATE(FieldType.logicalType(SqlTypes.DATE)),
        TIMESTAMP(FieldType.logicalType(SqlTypes.TIMESTAMP)),
        /** Of a column that had no value where its type was looked for: text, so that whatever comes is kept. */
        VOID(FieldType.STRING);

        @SuppressWarnings("ImmutableEnumChecker") // FieldType is immutable, it only does not say so
        private final transient FieldType fieldType;

        Simple(FieldType fieldType) {
            this.fieldType = fieldType.withNullable(true);
        }

        @Override
        public FieldType fieldType() {
            return fieldType;
        }

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** {@code decimal(precision,scale)}: 1 to 38 digits, {@code scale} of them behind the point. */
    record Decimal(int precision, int scale) implements ColumnType {
        public Decimal {
            if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
                throw new IllegalArgumentException("decimal(" + precision + "," + scale
                        + "): expected a precision of 1 to 38 and a scale of 0 to the precision");
            }
        }

        @Override
        public FieldType fieldType() {
            return FieldType.logicalType(FixedPrecisionNumeric.of(precision, scale))
                    .withNullable(true);
        }

        @Override
        public String toString() {
            return "decimal(" + precision + "," + scale + ")";
        }
    }

    /** {@code varchar(n)} or {@code char(n)}: text; a source's values pass through unshortened. */
    record Text(boolean fixed, int length) implements ColumnType {
        @Override
        public FieldType fieldType() {
            return FieldType.STRING.withNullable(true);
        }

        @Override
        public String toString() {
            return (fixed ? "char(" : "varchar(") + length + ")";
        }
    }

    /** {@code array<element>}. */
    record Array(ColumnType element) implements ColumnType {
        @Override
        public FieldType fieldType() {
            return FieldType.array(element.fieldType()).withNullable(true);
        }

        @Override
        public String toString() {
            return "array<" + element + ">";
        }
    }

    /** {@code map<key,value>}; keys are never null. */
    record MapOf(ColumnType key, ColumnType value) implements ColumnType {
        @Override
        public FieldType fieldType() {
            return FieldType.map(key.fieldType().withNullable(false), value.fieldType())
                    .withNullable(true);
        }

        @Override
        public String toString() {
            return "map<" + key + "," + value + ">";
        }
    }

    /** {@code struct<name:type,…>}. */
    record Struct(List<Column> fields) implements ColumnType {
        public Struct {
            fields = List.copyOf(fields);
        }

        @Override
        public FieldType fieldType() {
            return FieldType.row(schema()).withNullable(true);
        }

        /** The Beam schema of its values. */
        public Schema schema() {
            return Column.schema(fields);
        }

        /** The value of the field at {@code place} in a value of this type; null where it is missing. */
        public @Nullable Object fieldOf(Object value, int place) {
            return ((Row) value).getValue(place);
        }

        @Override
        public String toString() {
            return fields.stream().map(f -> f.name() + ":" + f.type()).collect(Collectors.joining(",", "struct<", ">"));
        }
    }

    /**
     * {@code choice<type,…>}: a value is of one of these types, as Glue's dynamic frames have it where the records of a
     * sample disagree. No file has such a column: it has to be resolved before a row is written.
     *
     * @param types two or more, each of another {@linkplain #word word}
     */
    record Choice(List<ColumnType> types) implements ColumnType {
        public Choice {
            types = List.copyOf(types);
            if (types.size() < 2 || types.stream().map(Choice::word).distinct().count() < types.size()) {
                throw new IllegalArgumentException(
                        "expected a choice between types of two or more kinds, found " + types);
            }
        }

        /** The type without its parts: {@code int}, {@code decimal}, {@code struct}. */
        public static String word(ColumnType type) {
            String text = type.toString();
            int parts = text.indexOf('<') < 0 ? text.indexOf('(') : text.indexOf('<');
            return parts < 0 ? text : text.substring(0, parts);
        }

        @Override
        public FieldType fieldType() {
            return FieldType.logicalType(oneOf()).withNullable(true);
        }

        /** The place, among the types, of the one that a value of this type is of. */
        public int placeOf(Object value) {
            return ((OneOfType.Value) value).getCaseType().getValue();
        }

        /** The value of that type. */
        public Object chosenOf(Object value) {
            return ((OneOfType.Value) value).getValue();
        }

        /** The Beam type that makes its values, a case for each type by its word, in their order. */
        public OneOfType oneOf() {
            return OneOfType.create(types.stream()
                    .map(t -> Schema.Field.of(word(t), t.fieldType().withNullable(false)))
                    .toList());
        }

        @Override
        public String toString() {
            return types.stream().map(ColumnType::toString).collect(Collectors.joining(",", "choice<", ">"));
        }
    }
}
