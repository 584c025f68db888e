package dev.sluice.connector.mqtt;

import java.util.concurrent.locks.Lock;

/**
 * Finds out when the broker has processed the acknowledgements of a session, one question at a time: only then can what it
 * sends again not be one of them, see {@link Inbox#settled}. Thread-safe, by the session's lock.
 */
final class Settling {

    private final Lock lock;
    private final Inbox inbox;
    private final MqttConnection connection;
    private boolean asking;

    /** @param lock guards the inbox */
    Settling(Lock lock, Inbox inbox, MqttConnection connection) {
        this.lock = lock;
        this.inbox = inbox;
        this.connection = connection;
    }

    /** Another connection begins: what was asked by the one before is not answered any more. */
    void connected() {
        lock.lock();
        try {
            asking = false;
        } finally {
            lock.unlock();
        }
    }

    /** Asks about the acknowledgements so far, unless a question is on its way. */
    void ask() {
        int by;
        long count;
        lock.lock();
        try {
            if (asking) {
                return;
            }
            asking = true;
            by = inbox.connection();
            count = inbox.acknowledgements();
        } finally {
            lock.unlock();
        }
        connection.afterAcknowledgements(() -> answered(by, count));
    }

    private void answered(int by, long count) {
        boolean more;
        lock.lock();
        try {
            if (by != inbox.connection()) {
                return;
            }
            inbox.settled(by, count);
            asking = false;
            more = inbox.acknowledgements() > count;
        } finally {
            lock.unlock();
        }
        if (more) {
            ask();
        }
    }
}
