package dev.sluice.job.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {

    @TempDir
    Path directory;

    private Spool open() throws IOException {
        return Spool.open(directory, Spool.LEAST_BYTES);
    }

    /** Messages of 100 bytes on the disk. */
    private static void keep(Spool spool, long from, long to) throws IOException {
        for (long number = from; number <= to; number++) {
            spool.keep(number, String.format("%099d", number).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The numbers behind one, each with what was kept under it. */
    private static List<Long> numbers(Spool spool, long after) throws IOException {
        List<Spool.Message> messages = spool.after(after, 1_000_000, Duration.ZERO);
        for (Spool.Message message : messages) {
            assertThat(Long.parseLong(new String(message.payload(), StandardCharsets.UTF_8)))
                    .isEqualTo(message.number());
        }
        return messages.stream().map(Spool.Message::number).toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void messagesComeInTheirOrderAndStayUntilTheyWereSent() throws IOException {
        try (Spool spool = open()) {
            assertThat(spool.last()).isEqualTo(-1);
            keep(spool, 0, 9);

            assertThat(numbers(spool, -1)).isEqualTo(range(0, 9));
            assertThat(numbers(spool, 3)).isEqualTo(range(4, 9));
            assertThat(spool.after(-1, 2, Duration.ZERO)).hasSize(2);
            spool.sent(3);
            assertThat(numbers(spool, spool.sent())).isEqualTo(range(4, 9));
            assertThat(spool.waiting()).isEqualTo(6);
        }
    }

    @Test
    void theNextRunGoesOnWithWhatWasNotSentAndCountsOn() throws IOException {
        Spool killed = open();
        keep(killed, 0, 9);
        killed.sent(6);

        try (Spool next = open()) {
            assertThat(next.sent()).isEqualTo(6);
            assertThat(next.last()).isEqualTo(9);
            keep(next, 10, 12);
            assertThat(numbers(next, next.sent())).isEqualTo(range(7, 12));
            next.sent(12);
        }
        try (Spool last = open()) {
            assertThat(last.last()).isEqualTo(12);
            assertThat(last.waiting()).isZero();
        }
    }

    @Test
    void halfAMessageThatACrashLeftIsNone() throws IOException {
        Spool killed = open();
        keep(killed, 0, 2);
        Path file = onlyFile();
        Files.writeString(file, "00000", StandardOpenOption.APPEND);

        try (Spool next = open()) {
            assertThat(next.last()).isEqualTo(2);
            keep(next, 3, 3);
            assertThat(numbers(next, -1)).isEqualTo(range(0, 3));
        }
    }

    private Path onlyFile() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(SpoolSegment::isOne).findFirst().orElseThrow();
        }
    }

    @Test
    void whatIsKeptAlreadyIsNotKeptAgain() throws IOException {
        try (Spool spool = open()) {
            keep(spool, 0, 5);
            keep(spool, 3, 7);

            assertThat(numbers(spool, -1)).isEqualTo(range(0, 7));
        }
    }

    @Test
    void numbersThatAreMissingAreLeftOut() throws IOException {
        try (Spool spool = open()) {
            keep(spool, 0, 2);
            keep(spool, 5, 6);

            assertThat(numbers(spool, -1)).isEqualTo(range(0, 2));
            assertThat(numbers(spool, 2)).isEqualTo(range(5, 6));
            assertThat(spool.waiting()).isEqualTo(5);
        }
    }

    @Test
    void theOldestGiveWayWhereItIsFullAndAreCounted() throws IOException {
        Spool spool = open();
        keep(spool, 0, 999);
        spool.sent(9);

        long oldest = spool.after(spool.sent(), 1, Duration.ZERO).get(0).number();
        assertThat(bytes()).isLessThanOrEqualTo(Spool.LEAST_BYTES);
        assertThat(oldest).as("a sixteenth of it more than has to").isBetween(345L, 345L + 41);
        assertThat(spool.dropped()).as("all that were not sent, and these").isEqualTo(oldest);
        assertThat(spool.waiting()).isEqualTo(1_000 - oldest);
        try (Spool next = open()) {
            assertThat(next.dropped()).isEqualTo(oldest);
            assertThat(next.last()).isEqualTo(999);
        }
    }

    private long bytes() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(SpoolSegment::isOne)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void whatWasSentGivesItsSpaceBack() throws IOException {
        try (Spool spool = open()) {
            keep(spool, 0, 599);
            spool.sent(599);

            assertThat(bytes()).isLessThan(Spool.LEAST_BYTES / 16);
            assertThat(spool.dropped()).isZero();
        }
    }

    @Test
    void withoutItsStateEverythingThatIsThereIsSentAgain() throws IOException {
        Spool killed = open();
        keep(killed, 0, 4);
        killed.sent(2);
        assertThat(Spool.hasSent(directory)).isTrue();
        Files.delete(directory.resolve("sent"));

        try (Spool next = open()) {
            assertThat(Spool.hasSent(directory)).isFalse();
            assertThat(numbers(next, next.sent())).isEqualTo(range(0, 4));
        }
        Files.writeString(directory.resolve("sent"), "four");
        assertThatThrownBy(this::open).hasMessageContaining("found 'four'");
    }
}
