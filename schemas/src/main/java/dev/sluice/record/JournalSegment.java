package dev.sluice.record;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * A file of a {@link SeenJournal}, which one process appends to for a while: {@code <second of its beginning>-<uuid>.seen}.
 *
 * <p>Layout 1: blocks, each with its length and the CRC-32C of its content (4 bytes each). The first block holds the layout's
 * number and the name of the key; every other one a letter for its kind, then either {@code S}, what was seen: the second,
 * the partitions, and record by record its partition, position and 16 bytes of its key's hash; or {@code P}, what was
 * published: the runs. A block that is not whole was being written when its process ended: with it the segment ends.
 *
 * @param begun the second of its beginning, since 1970
 */
record JournalSegment(Path file, long begun) {

    private static final int LAYOUT = 1;
    private static final int HEAD = 8;
    private static final byte SEEN = 'S';
    private static final byte PUBLISHED = 'P';
    private static final Pattern NAME = Pattern.compile("(\\d{1,18})-[0-9a-f-]{36}\\.seen");

    /** Takes what a segment says. */
    interface Reader {
        /** A record was seen; {@code isHeld} where the block that says so is durable. */
        void seen(String partition, Position position, long high, long low, int second, boolean isHeld);

        /** Records were published. */
        void published(PartitionRange range);
    }

    static JournalSegment begin(Path directory, Instant now) {
        long second = now.getEpochSecond();
        return new JournalSegment(directory.resolve(second + "-" + UUID.randomUUID() + ".seen"), second);
    }

    /** The segment that this file is, or null where it is none. */
    static @Nullable JournalSegment of(Path file) {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? new JournalSegment(file, Long.parseLong(name.group(1))) : null;
    }

    String name() {
        return String.valueOf(file.getFileName());
    }

    /** The block that every segment begins with. */
    static ByteBuffer first(String key) throws IOException {
        Block block = new Block();
        block.out.writeByte(LAYOUT);
        block.out.writeUTF(key);
        return block.close();
    }

    /**
     * What was seen.
     *
     * @param hashes 16 bytes for each record of the batch
     * @param places those of the records that were seen for the first time
     */
    static ByteBuffer seen(RecordBatch batch, byte[] hashes, int[] places, int second) throws IOException {
        Block block = new Block();
        block.out.writeByte(SEEN);
        block.out.writeInt(second);
        List<PartitionRange> ranges = batch.ranges();
        VarInt.encode(ranges.size(), block.out);
        for (PartitionRange range : ranges) {
            block.out.writeUTF(range.partition());
        }
        VarInt.encode(places.length, block.out);
        long[] lastOffsets = new long[ranges.size()];
        for (int place : places) {
            int range = batch.rangeOf(place);
            VarInt.encode(range, block.out);
            RecordBatchCoder.encodePosition(batch.position(place), lastOffsets, range, block.out);
            block.out.write(hashes, place * KeyHash.BYTES, KeyHash.BYTES);
        }
        return block.close();
    }

    /** What was published. */
    static ByteBuffer published(PartitionRange range) throws IOException {
        Block block = new Block();
        block.out.writeByte(PUBLISHED);
        block.out.writeUTF(range.partition());
        Position after = range.after();
        block.out.writeUTF(after == null ? "" : after.text());
        block.out.writeUTF(range.last().text());
        block.out.writeLong(range.records());
        return block.close();
    }

    /**
     * Reads the blocks that are whole, of a segment of this key.
     *
     * @param held how many bytes of it are durable; a segment that is damaged before that fails
     */
    void read(String key, long held, Reader reader) throws IOException {
        Blocks blocks = new Blocks(Files.readAllBytes(file));
        DataInputStream block = next(blocks, held);
        if (block == null) {
            return;
        }
        int layout = block.readUnsignedByte();
        if (layout != LAYOUT) {
            throw new IOException(
                    "expected layout " + LAYOUT + " of a journal of keys, found " + layout + " in " + file);
        }
        if (!block.readUTF().equals(key)) {
            return;
        }
        while ((block = next(blocks, held)) != null) {
            read(block, blocks.end <= held, reader);
        }
    }

    private @Nullable DataInputStream next(Blocks blocks, long held) throws IOException {
        DataInputStream block = blocks.next();
        if (block == null && blocks.end < held) {
            throw new IOException("the journal of keys " + file + " is damaged at byte " + blocks.end
                    + ": a checkpoint holds " + held + " bytes of it");
        }
        return block;
    }

    private static void read(DataInputStream block, boolean isHeld, Reader reader) throws IOException {
        if (block.readByte() == PUBLISHED) {
            String partition = block.readUTF();
            String after = block.readUTF();
            reader.published(new PartitionRange(
                    partition,
                    after.isEmpty() ? null : Position.parse(after),
                    Position.parse(block.readUTF()),
                    block.readLong()));
            return;
        }
        int second = block.readInt();
        List<String> partitions = new ArrayList<>();
        for (int left = VarInt.decodeInt(block); left > 0; left--) {
            partitions.add(block.readUTF());
        }
        long[] lastOffsets = new long[partitions.size()];
        for (int left = VarInt.decodeInt(block); left > 0; left--) {
            int range = VarInt.decodeInt(block);
            Position position = RecordBatchCoder.decodePosition(lastOffsets, range, block);
            reader.seen(partitions.get(range), position, block.readLong(), block.readLong(), second, isHeld);
        }
    }

    private static int sum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** The blocks of a file, up to the first that is not whole. */
    private static final class Blocks {

        private final byte[] bytes;
        /** Where the last block ends. */
        private int end;

        Blocks(byte[] bytes) {
            this.bytes = bytes;
        }

        @Nullable
        DataInputStream next() {
            if (bytes.length - end < HEAD) {
                return null;
            }
            ByteBuffer head = ByteBuffer.wrap(bytes, end, HEAD);
            int length = head.getInt();
            int from = end + HEAD;
            if (length <= 0 || length > bytes.length - from || sum(bytes, from, length) != head.getInt()) {
                return null;
            }
            end = from + length;
            return new DataInputStream(new ByteArrayInputStream(bytes, from, length));
        }
    }

    /** A block that is being made. */
    private static final class Block {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream out = new DataOutputStream(bytes);

        Block() throws IOException {
            out.writeLong(0); // the head comes when the content is known
        }

        ByteBuffer close() {
            byte[] all = bytes.toByteArray();
            int length = all.length - HEAD;
            return ByteBuffer.wrap(all)
                    .putInt(length)
                    .putInt(sum(all, HEAD, length))
                    .rewind();
        }
    }
}
