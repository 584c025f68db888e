package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever befalls a compressed payload, it expands, or is malformed, within the memory that it may take. */
class CompressionMutationTest {

    private static final int LIMIT = 1 << 20;
    private static final long SEED = 20200416;

    /** A codec's own buffers, the least ones: bzip2's block is 900 KB and five times that. */
    private static final long ALLOWED = 16L << 20;

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"AUTO", "NONE", "SNAPPY"})
    void aMutantExpandsOrIsMalformed(Compression codec) throws Exception {
        run(codec, codec == Compression.BZIP2 ? 500 : 3_000);
    }

    @Tag("long")
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"AUTO", "NONE", "SNAPPY"})
    void aMillionMutantsExpandOrAreMalformed(Compression codec) throws Exception {
        run(codec, 1_000_000);
    }

    private static void run(Compression codec, int mutants) throws Exception {
        Random random = new Random(SEED);
        List<byte[]> payloads = payloads(codec);
        Decompressor declared = new Decompressor(new PayloadEncoding(codec, LIMIT));
        Decompressor auto = new Decompressor(new PayloadEncoding(Compression.AUTO, LIMIT));
        int expanded = 0;
        int malformed = 0;
        long most = 0;
        long slowest = 0;
        for (int i = 0; i < mutants; i++) {
            byte[] mutant = mutant(payloads, random);
            Decompressor decompressor = i % 8 == 0 ? auto : declared;
            long before = allocated();
            long start = System.nanoTime();
            try {
                assertThat(decompressor.expand(mutant).length).isLessThanOrEqualTo(LIMIT);
                expanded++;
            } catch (MalformedRecordException e) {
                malformed++;
                if (!e.reason().equals("record-too-large")) {
                    assertThat(e.reason()).isEqualTo("malformed-compression");
                }
                assertThat(e.getMessage()).hasSizeLessThan(300);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + SEED + ", mutant " + i + ": " + Arrays.toString(mutant), e);
            }
            slowest = Math.max(slowest, System.nanoTime() - start);
            most = Math.max(most, allocated() - before);
        }
        System.out.printf(
                "%s: %,d mutants, %,d expanded, %,d malformed; the slowest took %d ms, the largest %,d KiB%n",
                codec.word(), mutants, expanded, malformed, slowest / 1_000_000, most >> 10);
        assertThat(malformed).as("malformed").isPositive();
        assertThat(expanded).as("expanded").isPositive();
        assertThat(most).as("bytes allocated for one payload").isLessThan(ALLOWED);
    }

    /** What the corpus has of the codec, and behind that a bomb, or what is not small, where there is none. */
    private static List<byte[]> payloads(Compression codec) throws Exception {
        String suffix = Corpus.SUFFIXES.entrySet().stream()
                .filter(e -> e.getValue() == codec)
                .findFirst()
                .orElseThrow()
                .getKey();
        List<byte[]> payloads = new ArrayList<>();
        for (String file : List.of("rows.json", "rows.csv", "first-row.datum", "rows.avro")) {
            payloads.add(Corpus.bytes("whole/" + file + suffix));
        }
        boolean hasBomb = codec != Compression.SNAPPY_FRAMED && codec != Compression.SNAPPY_RAW;
        payloads.add(Corpus.bytes(hasBomb ? "bombs/blanks" + suffix : "whole/rows.ndjson" + suffix));
        return payloads;
    }

    private static byte[] mutant(List<byte[]> payloads, Random random) {
        int bomb = payloads.size() - 1;
        byte[] mutant = payloads.get(random.nextInt(50) == 0 ? bomb : random.nextInt(bomb))
                .clone();
        for (int n = random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(Math.max(1, mutant.length));
            mutant = switch (random.nextInt(5)) {
                case 0 -> flipped(mutant, at, random);
                case 1 -> Arrays.copyOf(mutant, at);
                case 2 -> spliced(mutant, at, payloads.get(random.nextInt(bomb)), random);
                case 3 -> without(mutant, at, random.nextInt(8));
                default -> appended(mutant, payloads.get(random.nextInt(bomb)));
            };
        }
        return mutant;
    }

    private static byte[] flipped(byte[] bytes, int at, Random random) {
        if (bytes.length > 0) {
            bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] spliced(byte[] bytes, int at, byte[] other, Random random) {
        byte[] head = Arrays.copyOf(bytes, at);
        int from = random.nextInt(other.length);
        return appended(head, Arrays.copyOfRange(other, from, Math.min(other.length, from + 64)));
    }

    private static byte[] without(byte[] bytes, int at, int count) {
        byte[] head = Arrays.copyOf(bytes, at);
        return appended(head, Arrays.copyOfRange(bytes, Math.min(bytes.length, at + count), bytes.length));
    }

    private static byte[] appended(byte[] bytes, byte[] more) {
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, all, bytes.length, more.length);
        return all;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
