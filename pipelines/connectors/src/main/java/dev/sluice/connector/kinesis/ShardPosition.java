package dev.sluice.connector.kinesis;

import dev.sluice.record.Position;
import dev.sluice.record.Position.SequenceNumber;
import java.time.Instant;

/**
 * The positions of a shard. A record's is its sequence number, of 56 digits. Three more are needed that no record has:
 * where a shard begins, where it is entered by time, and where it has ended. They are sequence numbers, too, so that they
 * stand in order with those of records, in checkpoints and in the log of what was published:
 *
 * <ul>
 *   <li>{@code 0}: before the shard's first record;
 *   <li>milliseconds since the epoch, up to 15 digits: before the first record that arrived then or later. This is how
 *       {@code LATEST} is remembered in a shard that has no record yet;
 *   <li>10 to the power of 56, above all sequence numbers: the shard is closed, and has been read wholly.
 * </ul>
 */
final class ShardPosition {

    static final Position BEGINNING = new SequenceNumber("0");
    static final Position END = new SequenceNumber("1" + "0".repeat(56));

    private static final int LONGEST_INSTANT = 15;

    private ShardPosition() {}

    /** Before the first record that arrived at this time or later. */
    static Position at(Instant time) {
        return new SequenceNumber(Long.toString(Math.max(1, time.toEpochMilli())));
    }

    /** Whether it is a record's: there is one with this sequence number, or there was. */
    static boolean isOfRecord(Position position) {
        return !position.equals(END) && digits(position).length() > LONGEST_INSTANT;
    }

    /** The sequence number, or the milliseconds. */
    static String digits(Position position) {
        if (position instanceof SequenceNumber number) {
            return number.digits();
        }
        throw new IllegalArgumentException("expected a position in a shard, found " + position);
    }
}
