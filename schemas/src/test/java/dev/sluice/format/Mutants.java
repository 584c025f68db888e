package dev.sluice.format;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Payloads that nearly are some: samples with a few bits, bytes or pieces changed, and now and then one that is nested
 * very deep or has a text of ten megabytes. The same seed gives the same ones.
 */
final class Mutants {

    private static final int LONG = 10_000_000;
    private static final int DEEP = 100_000;

    private final Random random;
    private final List<byte[]> samples;
    private final byte[] likely;
    private final byte[] opening;
    private final int every;
    private int count;

    /**
     * @param samples what mutants are made of
     * @param likely bytes that mean something in the format
     * @param opening what opens another level of it
     * @param every so many mutants have one that is large
     */
    Mutants(long seed, List<byte[]> samples, String likely, String opening, int every) {
        random = new Random(seed);
        this.samples = List.copyOf(samples);
        this.likely = likely.getBytes(StandardCharsets.UTF_8);
        this.opening = opening.getBytes(StandardCharsets.UTF_8);
        this.every = every;
    }

    byte[] next() {
        byte[] mutant = sample();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            mutant = mutated(mutant);
        }
        if (++count % every == 0) {
            int at = random.nextInt(mutant.length + 1);
            mutant = count / every % 2 == 0
                    ? splice(mutant, at, at, repeated(opening, 1 + random.nextInt(DEEP)))
                    : splice(mutant, at, at, repeated(new byte[] {likely()}, LONG));
        }
        return mutant;
    }

    private byte[] mutated(byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        int next = Math.min(bytes.length, at + 1);
        return switch (random.nextInt(9)) {
            case 0 -> splice(bytes, at, at, new byte[] {likely()});
            case 1 -> splice(bytes, at, next, new byte[] {likely()});
            case 2 -> splice(bytes, at, next, new byte[] {(byte) random.nextInt(256)});
            case 3 -> splice(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(8)), new byte[0]);
            case 4 -> splice(bytes, at, at, piece(bytes, 20));
            case 5 -> splice(bytes, at, at, piece(sample(), 200));
            case 6 -> splice(bytes, at, random.nextBoolean() ? at : next, number());
            case 7 -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : flipped(bytes, at);
            default -> flipped(bytes, at);
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        if (at < bytes.length) {
            bytes[at] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] sample() {
        return samples.get(random.nextInt(samples.size())).clone();
    }

    private byte likely() {
        return likely[random.nextInt(likely.length)];
    }

    /** A number of any size as Avro writes it, which is garbage anywhere else. */
    private byte[] number() {
        long value = random.nextLong() >> random.nextInt(64);
        byte[] bytes = new byte[10];
        int length = 0;
        do {
            bytes[length++] = (byte) ((value & 0x7F) | 0x80);
            value >>>= 7;
        } while (value != 0);
        bytes[length - 1] &= 0x7F;
        return Arrays.copyOf(bytes, length);
    }

    private byte[] piece(byte[] bytes, int longest) {
        int from = random.nextInt(bytes.length + 1);
        return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(longest)));
    }

    private static byte[] repeated(byte[] unit, int times) {
        byte[] all = new byte[unit.length * times];
        for (int i = 0; i < all.length; i++) {
            all[i] = unit[i % unit.length];
        }
        return all;
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] put) {
        byte[] spliced = new byte[bytes.length - (to - from) + put.length];
        System.arraycopy(bytes, 0, spliced, 0, from);
        System.arraycopy(put, 0, spliced, from, put.length);
        System.arraycopy(bytes, to, spliced, from + put.length, bytes.length - to);
        return spliced;
    }
}
