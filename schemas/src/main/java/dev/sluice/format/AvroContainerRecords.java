package dev.sluice.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file of Avro. Of a container each block is a record: the file's header before it, so that it is a container of its own.
 * A block whose end is not where it says is given up to the next mark, for the decoder to refuse, and reading goes on there.
 * Any other file is one record.
 */
final class AvroContainerRecords implements RecordFormat.FileRecords {

    private static final int LONGEST = 64 << 20;
    private static final int LONGEST_HEADER = 4 << 20;
    private static final int NUMBERS = 20;

    private final InputStream file;
    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int end;
    private boolean opened;
    private @Nullable AvroContainer container;
    private byte[] header = {};

    AvroContainerRecords(InputStream file) {
        this.file = file;
    }

    @Override
    public byte @Nullable [] next() throws IOException {
        if (!opened) {
            opened = true;
            open();
        }
        AvroContainer of = container;
        if (of == null) {
            return rest();
        }
        return block(of);
    }

    private void open() throws IOException {
        if (!ensure(4) || !AvroContainer.startsLikeOne(buffer, start, end)) {
            return;
        }
        for (int wanted = 1 << 12; wanted <= LONGEST_HEADER; wanted *= 4) {
            boolean more = ensure(wanted);
            try {
                AvroContainer read = AvroContainer.header(buffer, start, end);
                header = Arrays.copyOfRange(buffer, start, start + read.length());
                start += read.length();
                container = read;
                return;
            } catch (MalformedRecordException e) {
                if (!more) {
                    return; // the decoder says what is wrong with it
                }
            }
        }
    }

    /** All that is left, as a single record. */
    private byte @Nullable [] rest() throws IOException {
        for (int wanted = 1 << 16; ensure(wanted); wanted *= 2) {
            if (wanted > LONGEST) {
                throw new IOException("expected an Avro container, or a file of at most " + LONGEST
                        + " bytes that is one record, found a longer one");
            }
        }
        if (start == end) {
            return null;
        }
        byte[] record = Arrays.copyOfRange(buffer, start, end);
        start = end;
        return record;
    }

    private byte @Nullable [] block(AvroContainer of) throws IOException {
        ensure(NUMBERS);
        if (start == end) {
            return null;
        }
        int length = length(of);
        if (length < 0) {
            length = toMark(of);
        }
        byte[] record = Arrays.copyOf(header, header.length + length);
        System.arraycopy(buffer, start, record, header.length, length);
        start += length;
        return record;
    }

    /** The length of the block at hand with its mark, or less than 0 where there is no mark behind it. */
    private int length(AvroContainer of) throws IOException {
        AvroInput in = new AvroInput(buffer, start, Math.min(start + NUMBERS, end));
        try {
            long count = in.readLong();
            long size = in.readLong();
            if (count >= 0 && size >= 0 && size <= LONGEST) {
                int before = in.position() - start;
                int length = before + (int) size + AvroContainer.SYNC_LENGTH;
                if (ensure(length) && of.isSync(buffer, start + length - AvroContainer.SYNC_LENGTH)) {
                    return length;
                }
            }
        } catch (MalformedRecordException e) {
            // No numbers: the next mark is looked for.
        }
        return -1;
    }

    /** How many bytes there are to behind the next mark, or to the end. */
    private int toMark(AvroContainer of) throws IOException {
        int at = 0;
        while (ensure(at + AvroContainer.SYNC_LENGTH)) {
            int last = end - start - AvroContainer.SYNC_LENGTH;
            for (; at <= last; at++) {
                if (of.isSync(buffer, start + at)) {
                    return at + AvroContainer.SYNC_LENGTH;
                }
            }
            if (at > LONGEST) {
                throw new IOException(
                        "expected the mark of a block within " + LONGEST + " bytes, found none: the file is damaged");
            }
        }
        return end - start;
    }

    /** Reads on until so many bytes are held; false where the file ends before. */
    private boolean ensure(int count) throws IOException {
        if (buffer.length - start < count) {
            byte[] target = count > buffer.length ? new byte[Math.max(count, buffer.length * 2)] : buffer;
            System.arraycopy(buffer, start, target, 0, end - start);
            end -= start;
            start = 0;
            buffer = target;
        }
        while (end - start < count) {
            int read = file.read(buffer, end, buffer.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }
}
