package dev.sluice.record;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * 128 bits that stand for a key: the first half of its SHA-256. Among a billion keys two are taken for one with a chance of
 * 1.5e-21, and nobody can make two that are. Not thread-safe.
 */
final class KeyHash {

    /** All of them 0: there is no key. */
    static final int BYTES = 16;

    private final MessageDigest sha256;

    KeyHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** For each record of the batch, the hash of its key, or zeros where it has none. */
    byte[] of(RecordBatch batch, RecordKey key) {
        byte[] hashes = new byte[batch.size() * BYTES];
        for (int i = 0; i < batch.size(); i++) {
            byte[] values = key.of(batch.payload(i));
            if (values != null) {
                System.arraycopy(sha256.digest(values), 0, hashes, i * BYTES, BYTES);
            }
        }
        return hashes;
    }
}
