package dev.sluice.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.Position.SequenceNumber;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Subscriber;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.InternalFailureException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardRequest;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponse;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

@Timeout(30)
final class SubscribedCursorTest {

    private static final String FIRST = "49680407365994911700038695791235058722341023538976129026";
    private static final String SECOND = "49680407365994911700038695791235058722341023538976129027";

    private final Service service = new Service();

    @Test
    void theNextEventIsAskedForWhenTheOneBeforeIsTaken() throws Exception {
        ShardCursor cursor = cursor(null);
        service.willSend(event(FIRST, 10, FIRST), event(SECOND, 0, SECOND));

        cursor.await();
        assertThat(service.sent).isEqualTo(1);
        ShardCursor.Page first = cursor.next();
        assertThat(service.sent).isEqualTo(2);
        cursor.await();
        ShardCursor.Page second = cursor.next();

        assertThat(numbers(first)).containsExactly(FIRST);
        assertThat(first.millisBehind()).isEqualTo(10);
        assertThat(numbers(second)).containsExactly(SECOND);
        assertThat(second.millisBehind()).isZero();
        assertThat(service.asked).containsExactly(at(ShardIteratorType.TRIM_HORIZON, null));
    }

    @Test
    void aSubscriptionThatHasEndedInOrderIsRenewedWhereItWas() throws Exception {
        ShardCursor cursor = cursor(null);
        service.willSend(event("49", 0));
        service.willEnd();
        service.willSend(event(FIRST, 0, FIRST));

        cursor.await();
        assertThat(cursor.next().records()).isEmpty();
        cursor.await();

        assertThat(numbers(cursor.next())).containsExactly(FIRST);
        assertThat(service.asked)
                .containsExactly(
                        at(ShardIteratorType.TRIM_HORIZON, null), at(ShardIteratorType.AFTER_SEQUENCE_NUMBER, "49"));
    }

    @Test
    void theRecordThatWasReadLastComesFirstAndIsLeftOut() throws Exception {
        ShardCursor cursor = cursor(FIRST);
        service.willSend(event(FIRST, 5), event(SECOND, 0, FIRST, SECOND));

        cursor.await();
        assertThat(cursor.next().records()).isEmpty();
        cursor.await();

        assertThat(numbers(cursor.next())).containsExactly(SECOND);
        assertThat(service.asked).containsExactly(at(ShardIteratorType.AT_SEQUENCE_NUMBER, FIRST));
    }

    @Test
    void aSubscriptionThatFailsIsToldAndAskedForAgainWhereItWas() throws Exception {
        ShardCursor cursor = cursor(null);
        service.willSend(event(FIRST, 0, FIRST));
        service.willFail(InternalFailureException.builder().message("a moment").build());
        service.willSend(event(SECOND, 0, SECOND));

        cursor.await();
        assertThat(numbers(cursor.next())).containsExactly(FIRST);
        cursor.await();
        assertThatThrownBy(cursor::next).isInstanceOf(InternalFailureException.class);
        assertThat(service.isCancelled).isTrue();
        cursor.await();

        assertThat(numbers(cursor.next())).containsExactly(SECOND);
        assertThat(service.asked)
                .containsExactly(
                        at(ShardIteratorType.TRIM_HORIZON, null), at(ShardIteratorType.AFTER_SEQUENCE_NUMBER, FIRST));
    }

    @Test
    void aShardHasEndedWhereNothingIsToBeContinued() throws Exception {
        ShardCursor cursor = cursor(null);
        service.willSend(event(null, 0, FIRST));

        cursor.await();
        ShardCursor.Page page = cursor.next();

        assertThat(page.isLast()).isTrue();
        assertThat(numbers(page)).containsExactly(FIRST);
        assertThat(service.isCancelled).isTrue();
    }

    @Test
    void aReaderWhoseConsumerAnotherUsesTooStopsTheThirdTime() throws Exception {
        ShardCursor cursor = cursor(null);
        ResourceInUseException taken =
                ResourceInUseException.builder().message("taken over").build();

        for (int i = 0; i < 2; i++) {
            service.willFail(taken);
            cursor.await();
            assertThatThrownBy(cursor::next).isSameAs(taken);
        }
        service.willFail(taken);
        cursor.await();

        assertThatThrownBy(cursor::next)
                .isInstanceOf(SdkClientException.class)
                .hasMessage("another reader has taken over the subscription of the-consumer 3 times within 60 s: every"
                        + " job needs a consumer of its own");
    }

    @Test
    void aSubscriptionThatIsNotGrantedYetIsNoSignOfAnother() throws Exception {
        ShardCursor cursor = cursor(null);
        ResourceInUseException tooEarly =
                ResourceInUseException.builder().message("within five seconds").build();

        for (int i = 0; i < 4; i++) {
            service.willRefuse(tooEarly);
            cursor.await();
            assertThatThrownBy(cursor::next).isSameAs(tooEarly);
        }

        assertThat(KinesisFailure.isPassing(tooEarly)).isTrue();
    }

    private ShardCursor cursor(@Nullable String after) {
        KinesisAddress address =
                new KinesisAddress("readings", null, URI.create("http://127.0.0.1:4568"), "us-east-1", null, "sluice");
        return new SubscribedCursor(
                address,
                service,
                "the-consumer",
                "shardId-000000000000",
                after == null ? ShardPosition.BEGINNING : new SequenceNumber(after));
    }

    private static SubscribeToShardEvent event(@Nullable String continuation, long behind, String... records) {
        return SubscribeToShardEvent.builder()
                .continuationSequenceNumber(continuation)
                .millisBehindLatest(behind)
                .records(List.of(records).stream()
                        .map(number -> Record.builder()
                                .sequenceNumber(number)
                                .data(SdkBytes.fromUtf8String("r"))
                                .build())
                        .toList())
                .build();
    }

    private static StartingPosition at(ShardIteratorType type, @Nullable String number) {
        return StartingPosition.builder().type(type).sequenceNumber(number).build();
    }

    private static List<String> numbers(ShardCursor.Page page) {
        return page.records().stream().map(Record::sequenceNumber).toList();
    }

    /** A service of one shard: it does what it was told, one thing for each event that is asked for. */
    private static final class Service implements KinesisAsyncClient, org.reactivestreams.Subscription {

        private final Deque<Runnable> script = new ArrayDeque<>();
        private final List<StartingPosition> asked = new ArrayList<>();
        private @Nullable Subscriber<? super SubscribeToShardEventStream> subscriber;
        private @Nullable RuntimeException refusal;
        private int sent;
        private int wanted;
        private boolean isCancelled;

        void willSend(SubscribeToShardEvent... events) {
            for (SubscribeToShardEvent event : events) {
                script.add(() -> {
                    sent++;
                    subscriber.onNext(event);
                });
            }
        }

        void willEnd() {
            script.add(() -> subscriber.onComplete());
        }

        void willFail(RuntimeException reason) {
            script.add(() -> subscriber.onError(reason));
        }

        void willRefuse(RuntimeException reason) {
            refusal = reason;
        }

        @Override
        public CompletableFuture<Void> subscribeToShard(
                SubscribeToShardRequest request, SubscribeToShardResponseHandler handler) {
            asked.add(request.startingPosition());
            if (refusal != null) {
                return CompletableFuture.failedFuture(refusal);
            }
            isCancelled = false;
            wanted = 0;
            handler.responseReceived(SubscribeToShardResponse.builder().build());
            handler.onEventStream(SdkPublisher.adapt(to -> {
                subscriber = to;
                to.onSubscribe(this);
            }));
            return new CompletableFuture<>();
        }

        @Override
        public void request(long events) {
            wanted++;
            // An event that is given may be answered by asking for the next one.
            while (wanted > 0 && !script.isEmpty()) {
                wanted--;
                script.remove().run();
            }
        }

        @Override
        public void cancel() {
            isCancelled = true;
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }
}
