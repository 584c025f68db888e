package dev.sluice.format;

/** Expands the payloads of one codec. Keeps what can be used again for the next; belongs to one thread. */
interface PayloadCodec {

    /**
     * Writes to {@code to} what the payload, which is not empty, expands to.
     *
     * @throws MalformedRecordException where it is broken, or is more than {@code to} takes
     */
    void expand(byte[] payload, Expansion to) throws MalformedRecordException;

    /**
     * The codec of this compression, which is a single one.
     *
     * @param maxSize what a payload may become; the codec's own memory is held to it, too
     */
    static PayloadCodec of(Compression compression, long maxSize) {
        return switch (compression) {
            case GZIP -> new GzipCodec();
            case DEFLATE -> new DeflateCodec(false);
            case DEFLATE_RAW -> new DeflateCodec(true);
            case ZSTD -> new ZstdCodec();
            case SNAPPY_FRAMED -> new SnappyFramedCodec();
            case SNAPPY_RAW -> new SnappyRawCodec();
            case BZIP2 -> StreamCodec.bzip2();
            case XZ -> StreamCodec.xz(maxSize);
            case AUTO, NONE, SNAPPY -> throw new IllegalArgumentException(compression + " stands for no single codec");
        };
    }
}
