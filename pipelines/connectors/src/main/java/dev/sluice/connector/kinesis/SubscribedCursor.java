package dev.sluice.connector.kinesis;

import dev.sluice.connector.kinesis.Subscription.Ended;
import dev.sluice.connector.kinesis.Subscription.Event;
import dev.sluice.connector.kinesis.Subscription.Failed;
import dev.sluice.connector.kinesis.Subscription.Signal;
import dev.sluice.record.Position;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;

/**
 * Is sent the records of a shard as they come. A subscription ends after five minutes, and is renewed where it was. The next
 * event is asked for when the one before has been taken, so that the service waits for a reader that does not keep up.
 */
final class SubscribedCursor implements ShardCursor {

    /** The service sends an event every few seconds, if only to say that there is nothing new. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(35);

    private static final Duration BEFORE_RENEWAL = Duration.ofMillis(500);
    private static final int TOO_OFTEN = 3;
    private static final Duration LATELY = Duration.ofMinutes(1);

    private final KinesisAsyncClient client;
    private final String consumer;
    private final String shard;
    private final Resumption resumption;
    private final Deque<Long> takeovers = new ArrayDeque<>();
    private @Nullable String continuation;
    private @Nullable Subscription subscription;
    private boolean broughtEvents;
    private @Nullable Signal signal;

    /**
     * A cursor that has not subscribed yet.
     *
     * @param consumer the consumer's ARN
     * @param after the position to start after
     */
    SubscribedCursor(KinesisAddress address, KinesisAsyncClient client, String consumer, String shard, Position after) {
        this.client = client;
        this.consumer = consumer;
        this.shard = shard;
        resumption = new Resumption(address, shard, after);
    }

    /** Waits for an event, or for the subscription to fail; one whose time is up is renewed. */
    @Override
    public void await() throws InterruptedException {
        while (signal == null) {
            signal = subscribed().await(LONGEST_SILENCE);
            if (signal == null) {
                signal = new Failed(
                        SdkClientException.create(
                                "no event for " + LONGEST_SILENCE.toSeconds() + " s", new SocketTimeoutException()),
                        true);
            } else if (signal instanceof Ended) {
                signal = null;
                leave();
                Thread.sleep(broughtEvents ? 0 : BEFORE_RENEWAL.toMillis());
            }
        }
    }

    private Subscription subscribed() {
        if (subscription == null) {
            broughtEvents = false;
            subscription = Subscription.to(
                    client,
                    SubscribeToShardRequest.builder()
                            .consumerARN(consumer)
                            .shardId(shard)
                            .startingPosition(continuation == null ? resumption.start() : behind(continuation))
                            .build());
        }
        return subscription;
    }

    /** The service's own word for where a subscription has come to, which moves on though no record comes. */
    private static StartingPosition behind(String continuation) {
        return StartingPosition.builder()
                .type(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                .sequenceNumber(continuation)
                .build();
    }

    /** Takes the event that was waited for, and asks for the one behind it. */
    @Override
    public Page next() {
        Signal came = signal;
        signal = null;
        if (came instanceof Event event) {
            return take(event.event());
        }
        leave();
        if (came instanceof Failed failed) {
            throw failed.afterItBegan() && failed.reason() instanceof ResourceInUseException
                    ? takenOver(failed.reason())
                    : failed.reason();
        }
        throw new IllegalStateException("shard " + shard + " was not waited for");
    }

    private Page take(SubscribeToShardEvent event) {
        broughtEvents = true;
        continuation = event.continuationSequenceNumber();
        Long behind = event.millisBehindLatest();
        boolean isLast = continuation == null || !event.childShards().isEmpty();
        Page page = new Page(resumption.behind(event.records()), behind == null ? 0 : behind, isLast);
        if (page.isLast()) {
            leave();
        } else {
            subscribed().goOn();
        }
        return page;
    }

    /**
     * Another has subscribed as the same consumer. Once that is normal: a job that was started again while the former one
     * still ran. Two jobs of one consumer would throw each other out for ever.
     */
    private SdkException takenOver(SdkException reason) {
        long now = System.nanoTime();
        takeovers.add(now);
        takeovers.removeIf(then -> now - then > LATELY.toNanos());
        return takeovers.size() < TOO_OFTEN
                ? reason
                : SdkClientException.create("another reader has taken over the subscription of " + consumer + " "
                        + TOO_OFTEN + " times within " + LATELY.toSeconds()
                        + " s: every job needs a consumer of its own");
    }

    private void leave() {
        if (subscription != null) {
            subscription.cancel();
            subscription = null;
        }
    }

    @Override
    public void close() {
        leave();
    }
}
