package dev.sluice.record;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes as a source gave them, and where they came from. The arrays are not copied: whoever is handed a record leaves
 * them unchanged.
 *
 * @param source the kind of source: {@code kafka}, {@code kinesis}, {@code mqtt}, {@code file}, {@code sensehat}
 * @param partition the partition, shard, topic or file it stood in
 * @param position where in the partition
 * @param arrival when it arrived, by the source's clock (Kafka's record timestamp, Kinesis's approximate arrival), or by
 *     the reader's where the source has none
 * @param key the record's key, or null where it has none
 * @param attributes what else the source said of it: headers, the MQTT topic, QoS, the retained flag
 * @param payload the record itself
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below, and copied by nobody: one per record
public record RawRecord(
        String source,
        String partition,
        Position position,
        Instant arrival,
        byte @Nullable [] key,
        Map<String, String> attributes,
        byte[] payload) {

    public RawRecord {
        attributes = Map.copyOf(attributes);
    }

    /** A record with another key, for a sink that places records by it. */
    public RawRecord withKey(String text) {
        return new RawRecord(
                source, partition, position, arrival, text.getBytes(StandardCharsets.UTF_8), attributes, payload);
    }

    /** A record with another payload, of the same origin. */
    public RawRecord withPayload(byte[] other) {
        return new RawRecord(source, partition, position, arrival, key, attributes, other);
    }

    /** A record with other attributes. */
    public RawRecord withAttributes(Map<String, String> other) {
        return new RawRecord(source, partition, position, arrival, key, other, payload);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawRecord r
                && source.equals(r.source)
                && partition.equals(r.partition)
                && position.equals(r.position)
                && arrival.equals(r.arrival)
                && Arrays.equals(key, r.key)
                && attributes.equals(r.attributes)
                && Arrays.equals(payload, r.payload);
    }

    @Override
    public int hashCode() {
        return 31 * partition.hashCode() + position.hashCode();
    }

    /** Its origin and size; never its payload. */
    @Override
    public String toString() {
        return source + ":" + partition + "@" + position + " (" + payload.length + " bytes)";
    }
}
