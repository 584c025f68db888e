package dev.sluice.sql.stream;

import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import java.io.Serializable;
import java.time.Instant;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** What a record says beside its payload. */
@FunctionalInterface
interface MetadataValue extends Serializable {

    @Nullable
    Object of(RawRecord record);

    /**
     * The value of a metadata column.
     *
     * @param key Flink's name for it, such as {@code timestamp} or {@code shard-id}
     * @param type what the column is declared as
     */
    static MetadataValue of(String key, RelDataType type) {
        boolean text = SqlTypeName.CHAR_TYPES.contains(type.getSqlTypeName());
        boolean small = type.getSqlTypeName() == SqlTypeName.INTEGER;
        return switch (key) {
            case "timestamp" -> record -> micros(record.arrival());
            case "topic" -> MetadataValue::topic;
            case "shard-id" -> RawRecord::partition;
            case "partition" -> text ? RawRecord::partition : record -> number(partitionNumber(record), small);
            case "sequence-number" -> record -> record.position().toString();
            case "offset" -> text ? record -> record.position().toString() : record -> number(offset(record), small);
            case "headers" -> RawRecord::attributes;
            default -> throw new IllegalArgumentException("records have no metadata '" + key + "'");
        };
    }

    private static Object micros(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
    }

    private static Object number(long value, boolean small) {
        return small ? (Object) (int) value : (Object) value;
    }

    /** Kafka's partitions are called by their topic and number, {@code readings/0}. */
    private static long partitionNumber(RawRecord record) {
        return Long.parseLong(record.partition().substring(record.partition().lastIndexOf('/') + 1));
    }

    private static String topic(RawRecord record) {
        String of = record.attributes().get("topic");
        int number = record.partition().lastIndexOf('/');
        return of != null
                ? of
                : number < 0 ? record.partition() : record.partition().substring(0, number);
    }

    private static long offset(RawRecord record) {
        return record.position() instanceof Position.Offset offset ? offset.value() : 0;
    }
}
