package dev.sluice.connector.mqtt;

/**
 * Where publishing makes durable, it may be long until it does, and no more than a window of messages come meanwhile. Says
 * when publishing is to be asked for early: whenever another half of the window was given, and as long as it is full. Not
 * thread-safe.
 */
final class Window {

    private final int size;
    private long askedAt = -1;

    Window(int size) {
        this.size = size;
    }

    /**
     * Whether to ask now.
     *
     * @param oldest the number of the oldest message that is not durable
     * @param given the number of the last message that was given
     */
    boolean isToBePublished(long oldest, long given) {
        long since = given - Math.max(askedAt, oldest - 1);
        if (since < Math.max(1, size / 2) && given - oldest + 1 < size) {
            return false;
        }
        askedAt = given;
        return true;
    }
}
