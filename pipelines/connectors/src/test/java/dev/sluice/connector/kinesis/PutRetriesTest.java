package dev.sluice.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

final class PutRetriesTest {

    private final List<Duration> pauses = new ArrayList<>();
    private final List<List<String>> requests = new ArrayList<>();
    private long nanos;

    private final PutRetries retries = new PutRetries(
            pause -> {
                pauses.add(pause);
                nanos += pause.toNanos();
            },
            () -> nanos,
            () -> 1);

    @Test
    void whatIsTakenAtOnceIsSentOnce() throws Exception {
        retries.put(entries("a", "b"), answers(List.of(List.of("", ""))));

        assertThat(requests).containsExactly(List.of("a", "b"));
        assertThat(pauses).isEmpty();
    }

    @Test
    void onlyWhatWasNotTakenIsSentAgainInItsOrder() throws Exception {
        retries.put(
                entries("a", "b", "c", "d"),
                answers(List.of(
                        List.of("", "ProvisionedThroughputExceededException", "", "InternalFailure"),
                        List.of("ProvisionedThroughputExceededException", ""),
                        List.of(""))));

        assertThat(requests).containsExactly(List.of("a", "b", "c", "d"), List.of("b", "d"), List.of("b"));
    }

    @Test
    void pausesDoubleUpToFiveSecondsAndBeginAnewWhereSomethingWasTaken() throws Exception {
        retries.put(
                entries("a", "b"),
                answers(List.of(
                        throttled(2),
                        throttled(2),
                        throttled(2),
                        throttled(2),
                        throttled(2),
                        throttled(2),
                        throttled(2),
                        throttled(2),
                        List.of("", "InternalFailure"),
                        List.of(""))));

        assertThat(pauses)
                .extracting(Duration::toMillis)
                .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L, 100L);
    }

    @Test
    void aPauseIsARandomHalfToAllOfItsLongest() throws Exception {
        PutRetries hasty = new PutRetries(pauses::add, () -> 0, () -> 0);

        hasty.put(entries("a"), answers(List.of(throttled(1), List.of(""))));

        assertThat(pauses).containsExactly(PutRetries.FIRST_PAUSE.dividedBy(2));
    }

    @Test
    void afterTwoMinutesInWhichNothingWasTakenItGivesUp() {
        assertThatThrownBy(() -> retries.put(entries("a", "b"), sent -> {
                    requests.add(List.of());
                    return results(throttled(2));
                }))
                .isInstanceOf(PutRetries.NotTakenException.class)
                .hasMessage("2 records were not taken for 120 s: ProvisionedThroughputExceededException: slow down");
        assertThat(Duration.ofNanos(nanos)).isBetween(PutRetries.PATIENCE, PutRetries.PATIENCE.plusSeconds(5));
    }

    @Test
    void aWholeRequestThatIsThrottledIsSentAgainAndOneThatIsRefusedIsNot() throws Exception {
        List<String> codes =
                new ArrayList<>(List.of("ProvisionedThroughputExceededException", "AccessDeniedException"));
        PutRetries.Put put = sent -> {
            requests.add(List.of());
            throw refusal(codes.remove(0));
        };

        assertThatThrownBy(() -> retries.put(entries("a"), put))
                .isInstanceOf(KinesisException.class)
                .hasMessageContaining("AccessDeniedException");
        assertThat(requests).hasSize(2);
    }

    private static KinesisException refusal(String code) {
        return (KinesisException) KinesisException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(code)
                        .build())
                .build();
    }

    @Test
    void anEntryThatIsRefusedForAReasonThatStaysEndsIt() {
        assertThatThrownBy(() -> retries.put(entries("a"), answers(List.of(List.of("KMSDisabledException")))))
                .isInstanceOf(PutRetries.NotTakenException.class)
                .hasMessage("the service does not take a record: KMSDisabledException: slow down");
    }

    private PutRetries.Put answers(List<List<String>> codes) {
        List<List<String>> left = new ArrayList<>(codes);
        return sent -> {
            requests.add(sent.stream().map(entry -> entry.data().asUtf8String()).toList());
            return results(left.remove(0));
        };
    }

    private static List<PutRecordsResultEntry> results(List<String> codes) {
        return codes.stream()
                .map(code -> code.isEmpty()
                        ? PutRecordsResultEntry.builder().sequenceNumber("1").build()
                        : PutRecordsResultEntry.builder()
                                .errorCode(code)
                                .errorMessage("slow down")
                                .build())
                .toList();
    }

    private static List<String> throttled(int entries) {
        return Stream.generate(() -> "ProvisionedThroughputExceededException")
                .limit(entries)
                .toList();
    }

    private static List<PutRecordsRequestEntry> entries(String... data) {
        return Stream.of(data)
                .map(each -> PutRecordsRequestEntry.builder()
                        .partitionKey("k")
                        .data(SdkBytes.fromUtf8String(each))
                        .build())
                .toList();
    }
}
