package dev.sluice.record;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * Where a record stands in its partition. Positions of one partition are totally ordered; positions of different kinds
 * are never compared.
 */
public sealed interface Position extends Comparable<Position>, Serializable {

    static Position offset(long value) {
        return new Offset(value);
    }

    /** Reads what {@link #text()} wrote. */
    static Position parse(String text) {
        return text.startsWith("#") ? new SequenceNumber(text.substring(1)) : new Offset(Long.parseLong(text));
    }

    /**
     * The position right below this one, which need not be a record's.
     *
     * @throws IllegalArgumentException below the sequence number 0
     */
    Position before();

    /** The form that is stored: digits for an offset, {@code #} and digits for a sequence number. */
    String text();

    /** A Kafka offset, the number of a record in a file, the count of a message in a session. */
    record Offset(long value) implements Position {
        @Override
        public int compareTo(Position other) {
            if (other instanceof Offset o) {
                return Long.compare(value, o.value);
            }
            throw new IllegalArgumentException("an offset cannot be compared with " + other);
        }

        @Override
        public Position before() {
            return new Offset(value - 1);
        }

        @Override
        public String text() {
            return Long.toString(value);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** A Kinesis sequence number: up to 128 bits, in decimal digits. */
    record SequenceNumber(String digits) implements Position {
        public SequenceNumber {
            if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new IllegalArgumentException("a sequence number has decimal digits only, found '" + digits + "'");
            }
        }

        @Override
        public int compareTo(Position other) {
            if (other instanceof SequenceNumber s) {
                return new BigInteger(digits).compareTo(new BigInteger(s.digits));
            }
            throw new IllegalArgumentException("a sequence number cannot be compared with " + other);
        }

        @Override
        public Position before() {
            return new SequenceNumber(
                    new BigInteger(digits).subtract(BigInteger.ONE).toString());
        }

        @Override
        public String text() {
            return "#" + digits;
        }

        @Override
        public String toString() {
            return text();
        }
    }
}
