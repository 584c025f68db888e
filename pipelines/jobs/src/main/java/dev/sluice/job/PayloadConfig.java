package dev.sluice.job;

import dev.sluice.format.Compression;
import dev.sluice.format.PayloadEncoding;
import dev.sluice.schema.TableDefinition;
import java.util.List;
import java.util.Optional;

/** How the payloads of a table are packed, by the table and the options. */
public final class PayloadConfig {

    private static final long LEAST_SIZE = 1 << 10;

    private PayloadConfig() {}

    /**
     * How the table says it, with what the options say in its place. The records of a file are plain, whatever the
     * table says of a stream's: the file is compressed, and its connector expands it.
     *
     * @param mistakes takes one sentence for each mistake
     */
    public static PayloadEncoding of(TableDefinition table, PayloadOptions options, List<String> mistakes) {
        long maxSize = DataSize.read("maxRecordSize", options.getMaxRecordSize(), LEAST_SIZE, mistakes)
                .orElse(PayloadEncoding.DEFAULT_MAX_SIZE);
        if (maxSize > PayloadEncoding.GREATEST_MAX_SIZE) {
            mistakes.add("--maxRecordSize: expected less than 2 GiB, found '" + options.getMaxRecordSize() + "'");
            maxSize = PayloadEncoding.DEFAULT_MAX_SIZE;
        }
        Compression compression =
                compression(options, mistakes).orElse(table.encoding().compression());
        if (table.stream().kind().equals("file")) {
            if (options.getPayloadCompression() != null
                    && compression != Compression.AUTO
                    && compression != Compression.NONE) {
                mistakes.add("--payloadCompression: expected none with --source=file, found '"
                        + options.getPayloadCompression()
                        + "'; a file's own compression is told by its first bytes");
            }
            compression = Compression.NONE;
        }
        return new PayloadEncoding(compression, maxSize);
    }

    private static Optional<Compression> compression(PayloadOptions options, List<String> mistakes) {
        String word = options.getPayloadCompression();
        if (word == null) {
            return Optional.empty();
        }
        Optional<Compression> compression = Compression.of(word);
        if (compression.isEmpty()) {
            mistakes.add("--payloadCompression: expected one of " + Compression.words() + ", found '" + word + "'");
        }
        return compression;
    }
}
