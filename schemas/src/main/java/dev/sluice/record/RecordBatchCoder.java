package dev.sluice.record;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * The compact form of a {@link RecordBatch}. Layout 2: source, read time, watermark, the runs, the number of duplicates,
 * then record by record: its run, position (the step from the one before in its run, where positions are offsets), arrival
 * (the step from the one before), key, attributes, payload, event time. Numbers are variable length, times are
 * milliseconds. Layout 1, which is read too, knew no duplicates, and no run that reaches beyond its records.
 */
public final class RecordBatchCoder extends CustomCoder<RecordBatch> {

    private static final int LAYOUT = 2;
    private static final int BEFORE_DUPLICATES = 1;
    private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
    private static final int OFFSETS = 0;
    private static final int SEQUENCE_NUMBERS = 1;
    private static final RecordBatchCoder INSTANCE = new RecordBatchCoder();

    private RecordBatchCoder() {}

    public static RecordBatchCoder of() {
        return INSTANCE;
    }

    @Override
    public void encode(RecordBatch batch, OutputStream stream) throws IOException {
        DataOutputStream out = new DataOutputStream(stream);
        out.writeByte(LAYOUT);
        TEXT.encode(batch.source(), out);
        out.writeLong(batch.readAt().toEpochMilli());
        out.writeLong(batch.watermark().toEpochMilli());
        out.writeBoolean(batch.isTimed());
        List<PartitionRange> ranges = batch.ranges();
        VarInt.encode(ranges.size(), out);
        for (PartitionRange range : ranges) {
            TEXT.encode(range.partition(), out);
            out.writeBoolean(range.after() != null);
            if (range.after() != null) {
                TEXT.encode(range.after().text(), out);
            }
            TEXT.encode(range.last().text(), out);
            VarInt.encode(range.records(), out);
        }
        VarInt.encode(batch.duplicates(), out);
        VarInt.encode(batch.size(), out);
        long[] lastOffsets = new long[ranges.size()];
        long arrivalBefore = 0;
        for (int i = 0; i < batch.size(); i++) {
            RawRecord record = batch.record(i);
            int range = batch.rangeOf(i);
            VarInt.encode(range, out);
            encodePosition(record.position(), lastOffsets, range, out);
            long arrival = record.arrival().toEpochMilli();
            VarInt.encode(zigzag(arrival - arrivalBefore), out);
            arrivalBefore = arrival;
            encodeBytes(record.key(), out);
            VarInt.encode(record.attributes().size(), out);
            for (Map.Entry<String, String> attribute : new TreeMap<>(record.attributes()).entrySet()) {
                TEXT.encode(attribute.getKey(), out);
                TEXT.encode(attribute.getValue(), out);
            }
            encodeBytes(record.payload(), out);
            if (batch.isTimed()) {
                Instant eventTime = batch.eventTime(i);
                out.writeBoolean(eventTime != null);
                if (eventTime != null) {
                    VarInt.encode(zigzag(eventTime.toEpochMilli()), out);
                }
            }
        }
        out.flush();
    }

    @Override
    public RecordBatch decode(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        int layout = in.readUnsignedByte();
        if (layout != LAYOUT && layout != BEFORE_DUPLICATES) {
            throw new CoderException(
                    "expected layout " + BEFORE_DUPLICATES + " or " + LAYOUT + " of a record batch, found " + layout);
        }
        String source = TEXT.decode(in);
        Instant readAt = Instant.ofEpochMilli(in.readLong());
        Instant watermark = Instant.ofEpochMilli(in.readLong());
        boolean timed = in.readBoolean();
        int rangeCount = VarInt.decodeInt(in);
        RecordBatch.Builder batch = RecordBatch.Builder.of(source, timed);
        List<String> partitions = new ArrayList<>(rangeCount);
        Position[] lasts = new Position[rangeCount];
        long[] counts = new long[rangeCount];
        for (int i = 0; i < rangeCount; i++) {
            String partition = TEXT.decode(in);
            partitions.add(partition);
            batch.runs().declare(partition, in.readBoolean() ? Position.parse(TEXT.decode(in)) : null);
            if (layout == LAYOUT) {
                lasts[i] = Position.parse(TEXT.decode(in));
                counts[i] = VarInt.decodeLong(in);
            }
        }
        batch.duplicates(layout == LAYOUT ? VarInt.decodeInt(in) : 0);
        int size = VarInt.decodeInt(in);
        long[] lastOffsets = new long[rangeCount];
        long arrival = 0;
        for (int i = 0; i < size; i++) {
            int range = VarInt.decodeInt(in);
            Position position = decodePosition(lastOffsets, range, in);
            arrival += unzigzag(VarInt.decodeLong(in));
            byte[] key = decodeBytes(in);
            int attributeCount = VarInt.decodeInt(in);
            Map<String, String> attributes = attributeCount == 0 ? Map.of() : new LinkedHashMap<>();
            for (int a = 0; a < attributeCount; a++) {
                attributes.put(TEXT.decode(in), TEXT.decode(in));
            }
            byte[] payload = decodeBytes(in);
            Instant eventTime =
                    timed && in.readBoolean() ? Instant.ofEpochMilli(unzigzag(VarInt.decodeLong(in))) : null;
            if (payload == null) {
                throw new CoderException("record " + i + " of a batch has no payload");
            }
            batch.add(partitions.get(range), null, position, arrival, key, attributes, payload, eventTime);
        }
        for (int i = 0; layout == LAYOUT && i < rangeCount; i++) {
            batch.runs().end(i, lasts[i], counts[i]);
        }
        return batch.build(readAt, watermark);
    }

    /** Writes a position, as the step from the last one of its run where positions are offsets. */
    static void encodePosition(Position position, long[] lastOffsets, int range, DataOutputStream out)
            throws IOException {
        if (position instanceof Position.Offset offset) {
            out.writeByte(OFFSETS);
            VarInt.encode(zigzag(offset.value() - lastOffsets[range]), out);
            lastOffsets[range] = offset.value();
        } else if (position instanceof Position.SequenceNumber number) {
            out.writeByte(SEQUENCE_NUMBERS);
            TEXT.encode(number.digits(), out);
        }
    }

    static Position decodePosition(long[] lastOffsets, int range, DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        if (kind == SEQUENCE_NUMBERS) {
            return new Position.SequenceNumber(TEXT.decode(in));
        }
        lastOffsets[range] += unzigzag(VarInt.decodeLong(in));
        return Position.offset(lastOffsets[range]);
    }

    /** Length plus one, so that 0 says: none. */
    private static void encodeBytes(byte @Nullable [] bytes, DataOutputStream out) throws IOException {
        if (bytes == null) {
            VarInt.encode(0, out);
        } else {
            VarInt.encode(bytes.length + 1, out);
            out.write(bytes);
        }
    }

    private static byte @Nullable [] decodeBytes(DataInputStream in) throws IOException {
        int length = VarInt.decodeInt(in);
        return length == 0 ? null : in.readNBytes(length - 1);
    }

    private static long zigzag(long value) {
        return (value << 1) ^ (value >> 63);
    }

    private static long unzigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }

    @Override
    public void verifyDeterministic() {
        // Equal batches have equal bytes: records and runs in their order, attributes by name.
    }

    @Override
    public boolean consistentWithEquals() {
        return true;
    }
}
