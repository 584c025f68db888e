package dev.sluice.connector.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Records that Amazon's producer library (KPL) has put into one: four bytes F3 89 9A C2, a protocol buffer, its MD5. The
 * buffer is {@code 1: partition keys, 2: explicit hash keys, 3: records of (1: index of the key, 2: index of the hash key,
 * 3: data)}, as the library's "aggregation format" page has it.
 */
final class Aggregated {

    private static final byte[] MAGIC = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};
    private static final int DIGEST = 16;
    private static final int LENGTH_DELIMITED = 2;

    private final byte[] bytes;
    private int at;
    private final int end;

    private Aggregated(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** A record inside. */
    record Part(String partitionKey, BigInteger hashKey, SdkBytes data) {

        /**
         * Whether the shard takes its key. Where it does not, a producer that did not know of a split has sent it, and, as it
         * finds that out by the answer, will send it again.
         */
        boolean belongsTo(Shard shard) {
            return hashKey.compareTo(shard.firstHashKey()) >= 0 && hashKey.compareTo(shard.lastHashKey()) <= 0;
        }
    }

    /** The records inside, or null where the bytes are a record of their own. */
    static @Nullable List<Part> parts(byte[] bytes) {
        if (bytes.length < MAGIC.length + DIGEST || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            return null;
        }
        int end = bytes.length - DIGEST;
        byte[] digest = md5(Arrays.copyOfRange(bytes, MAGIC.length, end));
        if (!Arrays.equals(digest, 0, DIGEST, bytes, end, bytes.length)) {
            return null;
        }
        try {
            return new Aggregated(bytes, MAGIC.length, end).message();
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return null; // no such buffer after all
        }
    }

    private List<Part> message() {
        List<String> partitionKeys = new ArrayList<>();
        List<String> hashKeys = new ArrayList<>();
        List<Aggregated> records = new ArrayList<>();
        while (at < end) {
            long tag = varint();
            if ((tag & 7) != LENGTH_DELIMITED) {
                skip(tag);
                continue;
            }
            Aggregated field = field();
            switch ((int) (tag >>> 3)) {
                case 1 -> partitionKeys.add(field.text());
                case 2 -> hashKeys.add(field.text());
                case 3 -> records.add(field);
                default -> {} // of a later version
            }
        }
        List<Part> parts = new ArrayList<>();
        for (Aggregated record : records) {
            parts.add(record.part(partitionKeys, hashKeys));
        }
        return parts;
    }

    private Part part(List<String> partitionKeys, List<String> hashKeys) {
        String key = "";
        BigInteger hash = null;
        SdkBytes data = SdkBytes.fromByteArrayUnsafe(new byte[0]);
        while (at < end) {
            long tag = varint();
            if (tag == 1 << 3) {
                key = partitionKeys.get((int) varint());
            } else if (tag == 2 << 3) {
                hash = new BigInteger(hashKeys.get((int) varint()));
            } else if (tag == (3 << 3 | LENGTH_DELIMITED)) {
                Aggregated field = field();
                data = SdkBytes.fromByteArrayUnsafe(Arrays.copyOfRange(bytes, field.at, field.end));
            } else {
                skip(tag);
            }
        }
        return new Part(key, hash == null ? new BigInteger(1, md5(key.getBytes(StandardCharsets.UTF_8))) : hash, data);
    }

    private Aggregated field() {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw new IndexOutOfBoundsException("a field of " + length + " bytes in " + (end - at));
        }
        Aggregated field = new Aggregated(bytes, at, at + (int) length);
        at = field.end;
        return field;
    }

    private void skip(long tag) {
        switch ((int) (tag & 7)) {
            case 0 -> varint();
            case 1 -> at += Long.BYTES;
            case LENGTH_DELIMITED -> field();
            case 5 -> at += Integer.BYTES;
            default -> throw new IndexOutOfBoundsException("wire type " + (tag & 7));
        }
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= end) {
                throw new IndexOutOfBoundsException("a number goes on behind the end");
            }
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IndexOutOfBoundsException("a number of more than 64 bits");
    }

    private String text() {
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }
}
