package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A register is closed in no test but where it says so: its process was killed. */
final class SeenRegisterTest {

    private static final Instant NOW = Instant.parse("2020-04-16T11:33:23Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String SESSION = "lake#1";

    @TempDir
    Path directory;

    private Instant now = NOW;

    @Test
    void theFirstOfAKeyGoesOnAndTheRunStaysWhole() throws IOException {
        SeenRegister register = open(Progress.none(), JournalMark.NONE);

        RecordBatch first = take(register, SESSION, 0, "a", "b", "a");
        RecordBatch second = take(register, SESSION, 3, "b", "a");

        assertThat(payloads(first)).containsExactly("a", "b");
        assertThat(first.duplicates()).isEqualTo(1);
        assertThat(first.ranges()).containsExactly(run(SESSION, -1, 2));
        assertThat(second.isEmpty()).isTrue();
        assertThat(second.duplicates()).isEqualTo(2);
        assertThat(second.ranges()).containsExactly(run(SESSION, 2, 4));
    }

    @Test
    void aRecordWithoutAKeyAlwaysGoesOn() throws IOException {
        SeenRegister register = open(Progress.none(), JournalMark.NONE);

        assertThat(payloads(take(register, SESSION, 0, "", "a", ""))).containsExactly("", "a", "");
    }

    @Test
    void whatWasNotPublishedBeforeTheKillIsNewWhenItComesAgain() throws IOException {
        take(open(Progress.none(), JournalMark.NONE), SESSION, 0, "a", "b", "c");

        SeenRegister next = open(Progress.of(List.of(run(SESSION, -1, 1))), JournalMark.NONE);

        assertThat(payloads(take(next, "lake#2", 0, "a", "b", "c", "d"))).containsExactly("c", "d");
    }

    @Test
    void whatTheJournalSaysIsPublishedCountsWithoutALog() throws IOException {
        SeenRegister killed = open(Progress.none(), JournalMark.NONE);
        take(killed, SESSION, 0, "a", "b", "c");
        killed.published(run(SESSION, 0, 1));

        SeenRegister next = open(Progress.none(), JournalMark.NONE);

        assertThat(payloads(take(next, "lake#2", 0, "a", "b", "c"))).containsExactly("a", "c");
    }

    @Test
    void whatACheckpointHoldsCountsAndWhatCameLaterDoesNot() throws IOException {
        SeenRegister failed = open(Progress.none(), JournalMark.NONE);
        take(failed, "t/0", 0, "a", "b");
        JournalMark mark = failed.mark();
        take(failed, "t/0", 2, "c");

        SeenRegister restored = open(Progress.none(), mark);

        assertThat(restored.mark()).isEqualTo(mark);
        assertThat(payloads(take(restored, "t/0", 2, "c", "a", "d"))).containsExactly("c", "d");
    }

    @Test
    void whatWasPublishedSinceTheCheckpointCountsToo() throws IOException {
        SeenRegister failed = open(Progress.none(), JournalMark.NONE);
        take(failed, "t/0", 0, "a");
        JournalMark mark = failed.mark();
        take(failed, "t/0", 1, "b", "c");

        SeenRegister restored = open(Progress.of(List.of(run("t/0", -1, 1))), mark);

        assertThat(payloads(take(restored, "t/0", 2, "c", "b", "a"))).containsExactly("c");
    }

    @Test
    void aProcessThatWakesUpAfterItWasGivenUpDoesNoHarm() throws IOException {
        SeenRegister frozen = open(Progress.none(), JournalMark.NONE);
        take(frozen, "t/0", 0, "a");
        SeenRegister restored = open(Progress.none(), frozen.mark());
        take(restored, "t/0", 1, "b");
        take(frozen, "t/0", 1, "z");

        SeenRegister again = open(Progress.none(), restored.mark());

        assertThat(payloads(take(again, "t/0", 2, "a", "b", "z"))).containsExactly("z");
    }

    @Test
    void aBlockThatIsNotWholeIsAsIfItWereNotThere() throws IOException {
        SeenRegister killed = open(Progress.none(), JournalMark.NONE);
        take(killed, SESSION, 0, "a");
        JournalMark mark = killed.mark();
        take(killed, SESSION, 1, "b");
        Path file = segments().get(0);
        byte[] whole = Files.readAllBytes(file);
        Progress all = Progress.of(List.of(run(SESSION, -1, 1)));

        for (int length = Math.toIntExact(mark.of(name(file))); length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(payloads(probe(all, mark, "a", "b")))
                    .as("%d bytes", length)
                    .containsExactly("b");
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 100)); // zeros, as after a loss of power
        assertThat(payloads(probe(all, mark, "a", "b"))).isEmpty();
    }

    @Test
    void damageInWhatACheckpointHoldsIsSaid() throws IOException {
        SeenRegister killed = open(Progress.none(), JournalMark.NONE);
        take(killed, SESSION, 0, "a");
        Path file = segments().get(0);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);

        assertThatThrownBy(() -> open(Progress.none(), killed.mark()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged at byte ")
                .hasMessageContaining(file.toString());
        Files.delete(file);
        assertThatThrownBy(() -> open(Progress.none(), killed.mark()))
                .hasMessage("a checkpoint goes with the journal of keys " + file + ", which is not there");
    }

    @Test
    void segmentsAreDeletedWhenAllInThemIsForgotten() throws IOException {
        SeenRegister register = open(Progress.none(), JournalMark.NONE);
        for (int minute = 0; minute < 300; minute++) {
            now = NOW.plus(Duration.ofMinutes(minute));
            take(register, "t/0", minute, "m" + minute);
        }

        assertThat(segments().size()).isBetween(8, 11);
        assertThat(register.mark().lengths().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        segments().stream().map(SeenRegisterTest::name).toList());
        assertThat(payloads(probe(Progress.none(), register.mark(), "m239", "m238", "m299")))
                .containsExactly("m238");
    }

    @Test
    void aSavepointWhoseSegmentsAreForgottenIsNoMistake() throws IOException {
        SeenRegister register = open(Progress.none(), JournalMark.NONE);
        take(register, "t/0", 0, "a");
        JournalMark savepoint = register.mark();
        Files.delete(segments().get(0));
        now = NOW.plus(Duration.ofHours(2));

        assertThat(payloads(take(open(Progress.none(), savepoint), "t/0", 1, "a")))
                .containsExactly("a");
    }

    @Test
    void anotherKeyStartsAnew() throws IOException {
        SeenRegister register = open(Progress.none(), JournalMark.NONE);
        take(register, "t/0", 0, "a");

        SeenRegister other = SeenRegister.open(directory, "other int", HOUR, Progress.none(), register.mark(), clock());

        assertThat(payloads(take(other, "t/0", 1, "a"))).containsExactly("a");
    }

    /** Written down once: what was written by this version is read by the next. */
    @Test
    void theFormOfASegmentStays() throws IOException {
        SeenRegister register = open(Progress.none(), JournalMark.NONE);
        take(register, "t/0", 7, "a");
        register.published(run("t/0", 6, 7));

        assertThat(name(segments().get(0))).matches("1587036803-[0-9a-f-]{36}\\.seen");
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(segments().get(0))))
                .isEqualTo("000000095c16cae0" + "01" + "0006" + hex("id int")
                        // seen: the second, one partition, one record: of it, offset 7, SHA-256 of "a"
                        + "0000001f8c836c46" + hex("S") + "5e984283" + "01" + "0003" + hex("t/0")
                        + "01" + "00" + "000e" + "ca978112ca1bbdcafac231b39a23dc4d"
                        // published: after 6, up to 7, one record
                        + "00000014cf73077f" + hex("P") + "0003" + hex("t/0") + "0001" + hex("6") + "0001" + hex("7")
                        + "0000000000000001");
    }

    @Test
    void aMarkComesBackAsItWas() throws IOException {
        JournalMark mark = new JournalMark(Map.of("one", 1L, "two", 1L << 40));

        byte[] bytes = CoderUtils.encodeToByteArray(JournalMark.CODER, mark);

        assertThat(CoderUtils.decodeFromByteArray(JournalMark.CODER, bytes)).isEqualTo(mark);
        bytes[0] = 9;
        assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(JournalMark.CODER, bytes))
                .hasMessageContaining("expected layout 1 of a journal's mark, found 9");
    }

    private SeenRegister open(Progress progress, JournalMark mark) throws IOException {
        return SeenRegister.open(directory, "id int", HOUR, progress, mark, clock());
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
    }

    /** What a register that is opened now lets through; leaves nothing behind. */
    private RecordBatch probe(Progress progress, JournalMark mark, String... payloads) throws IOException {
        List<Path> before = segments();
        RecordBatch left = take(open(progress, mark), "probe", 0, payloads);
        for (Path segment : segments()) {
            if (!before.contains(segment)) {
                Files.delete(segment);
            }
        }
        return left;
    }

    /** Each record's payload is its key. */
    private static RecordBatch take(SeenRegister register, String partition, long from, String... payloads)
            throws IOException {
        RecordBatch.Builder builder = RecordBatch.Builder.of("mqtt", false);
        for (int i = 0; i < payloads.length; i++) {
            builder.add(
                    partition,
                    Position.offset(from - 1),
                    Position.offset(from + i),
                    NOW.toEpochMilli(),
                    null,
                    Map.of(),
                    payloads[i].getBytes(StandardCharsets.UTF_8),
                    null);
        }
        RecordBatch batch = builder.build(NOW, NOW);
        return register.take(batch, new KeyHash().of(batch, new Payload()));
    }

    private static final class Payload implements RecordKey {
        @Override
        public byte[] of(byte[] payload) {
            return payload.length == 0 ? null : payload;
        }

        @Override
        public String name() {
            return "payload";
        }
    }

    private static List<String> payloads(RecordBatch batch) {
        List<String> payloads = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            payloads.add(new String(batch.payload(i), StandardCharsets.UTF_8));
        }
        return payloads;
    }

    private static PartitionRange run(String partition, long after, long last) {
        return new PartitionRange(partition, Position.offset(after), Position.offset(last), last - after);
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
