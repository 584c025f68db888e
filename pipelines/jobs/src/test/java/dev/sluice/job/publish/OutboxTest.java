package dev.sluice.job.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.connector.RecordSender;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class OutboxTest {

    @TempDir
    Path directory;

    private final List<String> arrived = new CopyOnWriteArrayList<>();
    private volatile boolean brokerIsThere = true;
    private Spool spool;

    @BeforeEach
    void openSpool() throws IOException {
        spool = Spool.open(directory, Spool.LEAST_BYTES);
    }

    private Outbox open() {
        return Outbox.open(directory.toString(), "garden", "streaming-data", spool, Sender::new);
    }

    /** A broker that takes what comes while it is there, refuses what begins with "bad", and acknowledges at a flush. */
    private final class Sender implements RecordSender {

        private final List<String> onTheirWay = new ArrayList<>();

        Sender() throws IOException {
            check();
        }

        private void check() throws IOException {
            if (!brokerIsThere) {
                throw new IOException("the broker is away");
            }
        }

        @Override
        public void send(RawRecord record, Refusal refusal) {
            assertThat(record.attributes()).containsEntry("client_id", "garden");
            String text = new String(record.payload(), StandardCharsets.UTF_8);
            if (text.startsWith("bad")) {
                refusal.because(new IOException("not allowed"));
            } else {
                onTheirWay.add(text);
            }
        }

        @Override
        public void flush() throws IOException {
            check();
            arrived.addAll(onTheirWay);
            onTheirWay.clear();
        }

        @Override
        public void close() {}
    }

    private static RecordBatch batch(long first, String... payloads) {
        RecordBatch.Builder batch = RecordBatch.Builder.of("sensehat", false);
        for (int i = 0; i < payloads.length; i++) {
            batch.add(
                    "garden",
                    Position.offset(first + i - 1),
                    Position.offset(first + i),
                    0,
                    null,
                    Map.of(),
                    payloads[i].getBytes(StandardCharsets.UTF_8),
                    null);
        }
        return batch.build(Instant.EPOCH, Instant.EPOCH);
    }

    @Test
    void whatComesWhileTheBrokerIsAwayIsSentWhenItIsBackInOrder() throws Exception {
        List<String> expected = IntStream.range(0, 300).mapToObj(i -> "m" + i).toList();
        try (Outbox outbox = open()) {
            outbox.keep(batch(0, expected.subList(0, 100).toArray(String[]::new)));
            await().until(() -> arrived.size() == 100);
            brokerIsThere = false;
            outbox.keep(batch(100, expected.subList(100, 300).toArray(String[]::new)));
            await().until(() -> outbox.away() != null);
            assertThat(outbox.away().reason()).isEqualTo("the broker is away");
            assertThat(spool.waiting()).isEqualTo(200);

            brokerIsThere = true;
            await().atMost(Duration.ofSeconds(20)).until(() -> spool.waiting() == 0);

            assertThat(arrived).isEqualTo(expected);
            await().untilAsserted(() -> assertThat(outbox.away()).isNull());
        }
    }

    @Test
    void aBatchThatOvertookTheOneBeforeWaitsForIt() throws Exception {
        try (Outbox outbox = open()) {
            Thread second = new Thread(() -> {
                try {
                    outbox.keep(batch(2, "m2", "m3"));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            second.start();
            await().until(() -> second.getState() == Thread.State.TIMED_WAITING);

            outbox.keep(batch(0, "m0", "m1"));
            second.join();

            await().until(() -> arrived.size() == 4);
            assertThat(arrived).containsExactly("m0", "m1", "m2", "m3");
        }
    }

    @Test
    void aMessageThatIsRefusedHoldsUpTheOthersUntilItsLetterIsSafe() throws Exception {
        String job = "OutboxTest";
        try (Outbox outbox = open()) {
            outbox.publishLettersBy(job);
            outbox.keep(batch(0, "m0", "bad1", "m2"));
            List<DeadLetter> letters = new ArrayList<>();
            await().until(() -> letters.addAll(outbox.takeLetters()));
            DeadLetter letter = letters.get(0);

            assertThat(letter.reason()).isEqualTo("refused-by-mqtt");
            assertThat(letter.message()).isEqualTo("not allowed");
            assertThat(new String(letter.record().payload(), StandardCharsets.UTF_8))
                    .isEqualTo("bad1");
            assertThat(spool.sent()).as("the one before it at most").isLessThan(1);
            JobLocal.of(job)
                    .published(List.of(PartitionRange.ofOne(
                            letter.record().partition(), letter.record().position())));

            await().until(() -> spool.sent() == 2);
            assertThat(arrived).containsExactly("m0", "m2");
        }
    }
}
