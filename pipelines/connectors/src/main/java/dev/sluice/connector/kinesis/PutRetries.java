package dev.sluice.connector.kinesis;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/**
 * Sends entries until all are taken. The service may take some of a request and not others: these alone are sent again,
 * after a pause of up to 100 ms that doubles up to 5 s, of which a random half to all is waited. It ends where nothing was
 * taken for two minutes, or where the service says something that will not pass.
 */
final class PutRetries {

    static final Duration PATIENCE = Duration.ofMinutes(2);
    static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Pause pause;
    private final LongSupplier nanoClock;
    private final DoubleSupplier random;

    PutRetries(Pause pause, LongSupplier nanoClock, DoubleSupplier random) {
        this.pause = pause;
        this.nanoClock = nanoClock;
        this.random = random;
    }

    static PutRetries standard() {
        return new PutRetries(duration -> Thread.sleep(duration.toMillis()), System::nanoTime, Math::random);
    }

    /** One request: gives what became of each entry, in their order. */
    @FunctionalInterface
    interface Put {
        List<PutRecordsResultEntry> put(List<PutRecordsRequestEntry> entries);
    }

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void take(Duration duration) throws InterruptedException;
    }

    /** Some entries were not taken. */
    static final class NotTakenException extends IOException {
        NotTakenException(String message) {
            super(message);
        }
    }

    /**
     * Sends all entries.
     *
     * @throws NotTakenException where some were not taken in time, or not for good
     * @throws SdkException where a request fails in a way that will not pass, or did not pass in time
     */
    void put(List<PutRecordsRequestEntry> entries, Put to) throws IOException {
        List<PutRecordsRequestEntry> left = entries;
        long lastTaken = nanoClock.getAsLong();
        Duration longest = FIRST_PAUSE;
        while (true) {
            String reason;
            boolean isLate = nanoClock.getAsLong() - lastTaken >= PATIENCE.toNanos();
            try {
                Refused refused = refused(left, to.put(left));
                if (refused.entries.isEmpty()) {
                    return;
                }
                if (refused.entries.size() < left.size()) {
                    lastTaken = nanoClock.getAsLong();
                    isLate = false;
                    longest = FIRST_PAUSE;
                }
                left = refused.entries;
                reason = refused.reason;
            } catch (SdkException e) {
                if (isLate || !KinesisFailure.isPassing(e)) {
                    throw e;
                }
                reason = String.valueOf(e.getMessage());
            }
            if (isLate) {
                throw new NotTakenException(
                        left.size() + " records were not taken for " + PATIENCE.toSeconds() + " s: " + reason);
            }
            rest(longest);
            Duration doubled = longest.multipliedBy(2);
            longest = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
    }

    private void rest(Duration longest) throws IOException {
        try {
            pause.take(Duration.ofMillis(Math.round(longest.toMillis() * (0.5 + random.getAsDouble() / 2))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending records again", e);
        }
    }

    private record Refused(List<PutRecordsRequestEntry> entries, String reason) {}

    private static Refused refused(List<PutRecordsRequestEntry> sent, List<PutRecordsResultEntry> results)
            throws NotTakenException {
        if (results.size() != sent.size()) {
            throw new NotTakenException(
                    "expected an answer for each of " + sent.size() + " records, found " + results.size());
        }
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        String reason = "";
        for (int i = 0; i < sent.size(); i++) {
            String code = results.get(i).errorCode();
            if (code != null) {
                entries.add(sent.get(i));
                reason = code + ": " + results.get(i).errorMessage();
                if (!KinesisFailure.isPassing(code)) {
                    throw new NotTakenException("the service does not take a record: " + reason);
                }
            }
        }
        return new Refused(entries, reason);
    }
}
