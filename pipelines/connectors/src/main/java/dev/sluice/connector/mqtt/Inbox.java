package dev.sluice.connector.mqtt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a session holds in memory: the messages that are not acknowledged, numbered from 0 in the order of their arrival.
 * The broker bounds it, for it sends no more than the receive maximum before it gets acknowledgements.
 *
 * <p>Repetitions are left out. When a connection breaks the broker sends again, by the next one, what was not
 * acknowledged as far as it knows, under the same packet identifiers and with the DUP flag. Such a message is
 *
 * <ul>
 *   <li>one that is held here: by the protocol its identifier cannot have been given to another one. From now on its
 *       acknowledgement goes by the new connection;
 *   <li>one that was acknowledged, but the acknowledgement got lost. It is known as long as the broker was not seen to
 *       process the acknowledgement ({@link #settled}), and acknowledged again at once;
 *   <li>or one that was sent and never arrived: a new one.
 * </ul>
 *
 * <p>In both of the first cases the content must be the same too: a broker that went back to an older state of its own
 * gives identifiers twice. Not thread-safe.
 */
final class Inbox {

    /**
     * The most that MQTT lets be on their way at once, less one: 65,535 is MQTT's default, which the client does not say
     * aloud, and a mosquitto with {@code max_inflight_messages 0} that hears nothing sends more and gives packet
     * identifiers twice.
     */
    static final int RECEIVE_MAXIMUM = 65_534;

    /** A message and its number. */
    static final class Message {

        private final long number;
        private final long arrival;
        private Delivery delivery;
        private long acknowledgedAs = -1;

        private Message(long number, long arrival, Delivery delivery) {
            this.number = number;
            this.arrival = arrival;
            this.delivery = delivery;
        }

        long number() {
            return number;
        }

        /** Milliseconds since the epoch. */
        long arrival() {
            return arrival;
        }

        Delivery delivery() {
            return delivery;
        }

        private boolean isAcknowledged() {
            return acknowledgedAs >= 0;
        }
    }

    private @Nullable Message[] ring = new Message[1_024];
    private long first;
    private long next;

    /** By packet identifier: what is held, and what was acknowledged but is not settled. */
    private final Map<Integer, Message> known = new HashMap<>();

    private int connection;
    private boolean nothingNewYet;
    private long acknowledgements;

    /** Another connection begins. */
    void connected(int number, boolean sessionPresent) {
        connection = number;
        nothingNewYet = true;
        if (!sessionPresent) {
            known.clear();
        }
    }

    /**
     * Takes a message in.
     *
     * @param arrival milliseconds since the epoch
     * @return whether it is a new one
     */
    boolean receive(Delivery delivery, long arrival) {
        if (delivery.connection() != connection) {
            return false;
        }
        Integer id = delivery.packetId();
        Message same = id == null ? null : known.get(id);
        if (same != null && delivery.repeated() && isRepetition(same, delivery)) {
            same.delivery = delivery;
            if (same.isAcknowledged()) {
                acknowledge(same);
            }
            return false;
        }
        if (id != null && !delivery.repeated() && nothingNewYet) {
            // What is sent again comes before what is new: no acknowledgement of an earlier connection was lost any
            // more.
            nothingNewYet = false;
            known.values().removeIf(m -> m.isAcknowledged() && m.delivery.connection() != connection);
        }
        Message message = append(delivery, arrival);
        if (id != null) {
            known.put(id, message);
        }
        return true;
    }

    private boolean isRepetition(Message same, Delivery delivery) {
        return same.delivery.connection() != connection && same.delivery.hasContentOf(delivery);
    }

    private Message append(Delivery delivery, long arrival) {
        if (size() == ring.length) {
            @Nullable Message[] larger = new Message[ring.length * 2];
            for (long number = first; number < next; number++) {
                larger[(int) (number % larger.length)] = at(number);
            }
            ring = larger;
        }
        Message message = new Message(next, arrival, delivery);
        ring[(int) (next % ring.length)] = message;
        next++;
        return message;
    }

    private Message at(long number) {
        return Objects.requireNonNull(ring[(int) (number % ring.length)]);
    }

    /** The messages behind this number, in order, at most so many. */
    List<Message> after(long number, int most) {
        long from = Math.max(number + 1, first);
        int count = (int) Math.max(0, Math.min(most, next - from));
        List<Message> messages = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            messages.add(at(from + i));
        }
        return messages;
    }

    /**
     * Acknowledges all messages up to this number, in order. Those that came by an earlier connection cannot be: they are
     * when the broker sends them again.
     *
     * @return how many were
     */
    int acknowledge(long upTo) {
        int count = 0;
        while (first < next && first <= upTo) {
            Message message = at(first);
            ring[(int) (first % ring.length)] = null;
            first++;
            acknowledge(message);
            count++;
        }
        return count;
    }

    private void acknowledge(Message message) {
        message.acknowledgedAs = acknowledgements++;
        if (message.delivery.connection() == connection) {
            message.delivery.acknowledgement().run();
        }
    }

    /** How many acknowledgements there were so far. */
    long acknowledgements() {
        return acknowledgements;
    }

    /** The broker has processed the first so many acknowledgements, as far as they went by this connection. */
    void settled(int by, long count) {
        known.values().removeIf(m -> m.isAcknowledged() && m.acknowledgedAs < count && m.delivery.connection() == by);
    }

    /** The number of the oldest message that is held, or of the next one where none is. */
    long first() {
        return first;
    }

    /** The number that the next new message will have. */
    long next() {
        return next;
    }

    int size() {
        return (int) (next - first);
    }

    int connection() {
        return connection;
    }
}
