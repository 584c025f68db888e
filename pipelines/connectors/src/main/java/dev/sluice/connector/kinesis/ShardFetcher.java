package dev.sluice.connector.kinesis;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Fetches the records of one shard on a thread of its own, until the shard has ended. What will pass (throttling, a network
 * that is down) is tried again for as long as it takes.
 */
final class ShardFetcher {

    private static final Logger LOG = LoggerFactory.getLogger(ShardFetcher.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int COMPLAIN_EVERY = 6;

    private final KinesisAddress address;
    private final KinesisClient client;
    private final Shard shard;
    private final ShardCursor cursor;
    private final Semaphore room;
    private final Consumer<Fetched> taker;
    private final Thread thread;
    private volatile boolean isStopped;

    /**
     * What came of a request.
     *
     * @param page what it brought, or null where it failed for good
     * @param next a look at the stream where the shard has ended, which finds its children there, or is gone; else null
     * @param failure why it failed; null where it did not
     */
    record Fetched(
            Shard shard,
            ShardCursor.@Nullable Page page,
            @Nullable KinesisLook next,
            @Nullable SdkException failure) {}

    /**
     * A fetcher that has not begun.
     *
     * @param room has a permit for each answer that may wait to be taken; whoever takes one gives its permit back
     */
    ShardFetcher(
            KinesisAddress address,
            KinesisClient client,
            Shard shard,
            ShardCursor cursor,
            Semaphore room,
            Consumer<Fetched> taker) {
        this.address = address;
        this.client = client;
        this.shard = shard;
        this.cursor = cursor;
        this.room = room;
        this.taker = taker;
        thread = new Thread(this::run, "kinesis " + address.partition(shard.id()));
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    /** Returns at once; what is on its way is given to nobody. */
    void stop() {
        isStopped = true;
        thread.interrupt();
    }

    private void run() {
        try {
            boolean isLast = false;
            while (!isLast) {
                Fetched fetched = fetch();
                if (isStopped) {
                    room.release();
                    return;
                }
                taker.accept(fetched);
                ShardCursor.Page page = fetched.page();
                isLast = page == null || page.isLast();
            }
        } catch (InterruptedException e) {
            // It was stopped, and holds no permit.
        } finally {
            cursor.close();
        }
    }

    /** Holds a permit when it returns, and none when it is interrupted. */
    private Fetched fetch() throws InterruptedException {
        ShardCursor.Page page = null;
        KinesisLook next = null;
        SdkException failure = null;
        try {
            page = patiently(cursor::await, cursor::next);
        } catch (SdkException e) {
            failure = e;
        }
        if (page == null ? failure != null && KinesisFailure.isAboutAShard(failure) : page.isLast()) {
            room.release();
            try {
                next = patiently(() -> {}, this::look);
            } catch (SdkException e) {
                return new Fetched(shard, null, null, e);
            }
        }
        return new Fetched(shard, page, next, failure);
    }

    private KinesisLook look() {
        return KinesisLook.at(address, client);
    }

    @FunctionalInterface
    private interface Request<T> {
        T make();
    }

    @FunctionalInterface
    private interface Turn {
        void await() throws InterruptedException;
    }

    /** Makes a request until it is answered, or fails for good; holds a permit then, and none while it waits. */
    private <T> T patiently(Turn turn, Request<T> request) throws InterruptedException {
        Duration wait = FIRST_WAIT;
        for (int failures = 0; ; failures++) {
            turn.await();
            room.acquire();
            try {
                return request.make();
            } catch (SdkException e) {
                if (isStopped || !KinesisFailure.isPassing(e)) {
                    throw e;
                }
                room.release();
                if (failures > 0 && failures % COMPLAIN_EVERY == 0) {
                    LOG.warn(
                            "{}, shard {}: tried {} times, and tried again: {}",
                            address,
                            shard.id(),
                            failures,
                            e.getMessage());
                }
            }
            Thread.sleep(ThreadLocalRandom.current().nextLong(wait.toMillis() / 2, wait.toMillis()));
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
    }
}
