package dev.sluice.connector.mqtt;

import java.time.Duration;

/**
 * Where publishing makes durable, it may be long until it does, and no more than a window of messages come meanwhile. Says
 * when publishing is to be asked for early: whenever another half of the window was given, and as long as it is full.
 *
 * <p>A broker may have a smaller window of its own (Mosquitto: 20, HiveMQ: 10, unless told otherwise), and does not tell it.
 * It looks like a silence, so that one of 2 s is asked about too, once for each number of messages: where another message
 * comes as soon as the broker gets its acknowledgements, it had waited for them, and that number is the window. Not
 * thread-safe.
 */
final class Window {

    private static final long SILENCE = Duration.ofSeconds(2).toNanos();
    private static final long AT_ONCE = Duration.ofMillis(200).toNanos();

    private final int most;
    private long size;
    private long askedAt = -1;
    private long lastArrival;
    private long greatestTried;
    private boolean trying;
    private long acknowledgedAt;

    Window(int most) {
        this.most = most;
        size = most;
    }

    /**
     * Whether to ask now.
     *
     * @param oldest the number of the oldest message that is not durable
     * @param given the number of the last message that was given
     * @param now nanoseconds of a clock that goes on evenly
     */
    boolean isToBePublished(long oldest, long given, long now) {
        long waiting = given - oldest + 1;
        if (waiting > size) {
            size = most; // what was taken for the window was none
        }
        long since = given - Math.max(askedAt, oldest - 1);
        boolean isFilling = since >= Math.max(1, size / 2) || waiting >= size;
        boolean isSilent = waiting > greatestTried && size == most && now - lastArrival >= SILENCE;
        if (isSilent) {
            greatestTried = waiting;
            trying = true;
            acknowledgedAt = 0;
        }
        if (isFilling || isSilent) {
            askedAt = given;
        }
        return isFilling || isSilent;
    }

    /** Acknowledgements are on their way to the broker. */
    void acknowledged(long now) {
        if (trying && acknowledgedAt == 0) {
            acknowledgedAt = now;
        }
    }

    /** A message has come. */
    void arrived(long now) {
        if (trying && acknowledgedAt != 0) {
            trying = false;
            if (now - acknowledgedAt <= AT_ONCE) {
                size = greatestTried;
            }
        }
        lastArrival = now;
    }

    /** How many messages may be on their way, as far as it is known. */
    long size() {
        return size;
    }
}
