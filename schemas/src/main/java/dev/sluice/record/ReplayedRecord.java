package dev.sluice.record;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A record of a dead letter on its way through a job again. Its partition and position are those of the letter, so that
 * the letter is accounted for; where it came from first, and when it was read there, goes with it among its attributes.
 */
public final class ReplayedRecord {

    /** The kind of source that such records come from. */
    public static final String SOURCE = "deadletters";

    private static final String PREFIX = "sluice.origin.";
    private static final String ORIGIN = PREFIX + "source";
    private static final String PARTITION = PREFIX + "partition";
    private static final String POSITION = PREFIX + "position";
    private static final String READ_AT = PREFIX + "readAt";

    private ReplayedRecord() {}

    /** The attributes a letter's record goes with. */
    public static Map<String, String> attributes(DeadLetter letter) {
        RawRecord record = letter.record();
        Map<String, String> attributes = new HashMap<>(record.attributes());
        attributes.put(ORIGIN, record.source());
        attributes.put(PARTITION, record.partition());
        attributes.put(POSITION, record.position().text());
        attributes.put(READ_AT, letter.readAt().toString());
        return attributes;
    }

    /** The record as it came first: itself, where it comes from no letter. */
    public static RawRecord original(RawRecord record) {
        if (!record.source().equals(SOURCE)) {
            return record;
        }
        Map<String, String> attributes = new HashMap<>(record.attributes());
        attributes.keySet().removeIf(name -> name.startsWith(PREFIX));
        return new RawRecord(
                origin(record.attributes(), ORIGIN),
                origin(record.attributes(), PARTITION),
                Position.parse(origin(record.attributes(), POSITION)),
                record.arrival(),
                record.key(),
                attributes,
                record.payload());
    }

    /** When the record at {@code index} was read: with its batch, where it comes from no letter. */
    public static Instant readAt(RecordBatch batch, int index) {
        return batch.source().equals(SOURCE) ? Instant.parse(origin(batch.attributes(index), READ_AT)) : batch.readAt();
    }

    private static String origin(Map<String, String> attributes, String name) {
        String value = attributes.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a record of a dead letter says where it came from; " + name
                    + " is missing among " + attributes.keySet());
        }
        return value;
    }
}
