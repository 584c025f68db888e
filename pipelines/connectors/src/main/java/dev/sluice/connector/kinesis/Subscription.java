package dev.sluice.connector.kinesis;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/**
 * One subscription to a shard, of five minutes at most. Events come one by one, each when the one before was taken. What the
 * client's threads tell is waited for by the shard's own.
 */
final class Subscription implements Subscriber<SubscribeToShardEventStream> {

    /** What is told of a subscription; behind an end and a failure, nothing that matters. */
    sealed interface Signal {}

    record Event(SubscribeToShardEvent event) implements Signal {}

    /** Its time was up. */
    record Ended() implements Signal {}

    /** @param afterItBegan whether the service had granted the subscription */
    record Failed(SdkException reason, boolean afterItBegan) implements Signal {}

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> call;
    private volatile org.reactivestreams.@Nullable Subscription events;
    private volatile boolean hasBegun;

    private Subscription(KinesisAsyncClient client, SubscribeToShardRequest request) {
        call = client.subscribeToShard(
                request,
                SubscribeToShardResponseHandler.builder()
                        .onResponse(response -> hasBegun = true)
                        .onError(this::onError)
                        .subscriber(() -> this)
                        .build());
    }

    static Subscription to(KinesisAsyncClient client, SubscribeToShardRequest request) {
        Subscription subscription = new Subscription(client, request);
        var unused = subscription.call.exceptionally(failure -> {
            subscription.onError(failure);
            return null;
        });
        return subscription;
    }

    /** Waits for the next signal; null where there was none for so long. */
    @Nullable
    Signal await(Duration patience) throws InterruptedException {
        return signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks for the event behind the one that was taken. */
    void goOn() {
        org.reactivestreams.Subscription asked = events;
        if (asked != null) {
            asked.request(1);
        }
    }

    /** Ends it; what is on its way is given to nobody. */
    void cancel() {
        org.reactivestreams.Subscription asked = events;
        if (asked != null) {
            asked.cancel();
        }
        call.cancel(true);
    }

    @Override
    public void onSubscribe(org.reactivestreams.Subscription granted) {
        events = granted;
        granted.request(1);
    }

    @Override
    public void onNext(SubscribeToShardEventStream event) {
        if (event instanceof SubscribeToShardEvent records) {
            signals.add(new Event(records));
        } else {
            goOn(); // of a kind that is not known yet
        }
    }

    @Override
    public void onComplete() {
        signals.add(new Ended());
    }

    @Override
    public void onError(Throwable failure) {
        Throwable reason =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        signals.add(new Failed(
                reason instanceof SdkException known
                        ? known
                        : SdkClientException.create(String.valueOf(reason.getMessage()), new IOException(reason)),
                hasBegun));
    }
}
