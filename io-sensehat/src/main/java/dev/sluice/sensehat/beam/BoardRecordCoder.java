package dev.sluice.sensehat.beam;

import dev.sluice.sensehat.Colour;
import dev.sluice.sensehat.Orientation;
import dev.sluice.sensehat.Reading;
import dev.sluice.sensehat.Vector3;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * Layout 1: the layout's number, the count as a varint, the time in microseconds, two bytes with a bit for each value that is
 * there, then those as doubles, in the order of {@link Reading}. A whole reading of a board of the first version has about 140 bytes.
 */
final class BoardRecordCoder extends CustomCoder<BoardRecord> {

    private static final int LAYOUT = 1;
    private static final BoardRecordCoder INSTANCE = new BoardRecordCoder();

    private BoardRecordCoder() {}

    static BoardRecordCoder of() {
        return INSTANCE;
    }

    @Override
    public void encode(BoardRecord element, OutputStream out) throws IOException {
        Reading r = element.reading();
        DataOutputStream data = new DataOutputStream(out);
        data.writeByte(LAYOUT);
        VarInt.encode(element.count(), data);
        data.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, r.time()));
        Object[] values = {
            r.humidity(),
            r.temperatureFromHumidity(),
            r.temperatureFromPressure(),
            r.pressure(),
            r.orientation(),
            r.accelerometer(),
            r.gyroscope(),
            r.compass(),
            r.colour()
        };
        int there = 0;
        for (int i = 0; i < values.length; i++) {
            there |= values[i] == null ? 0 : 1 << i;
        }
        data.writeShort(there);
        for (Object value : values) {
            write(value, data);
        }
    }

    private static void write(@Nullable Object value, DataOutputStream out) throws IOException {
        if (value instanceof Double number) {
            out.writeDouble(number);
        } else if (value instanceof Orientation o) {
            write(out, o.pitch(), o.roll(), o.yaw());
        } else if (value instanceof Vector3 v) {
            write(out, v.x(), v.y(), v.z());
        } else if (value instanceof Colour c) {
            write(out, c.red(), c.green(), c.blue(), c.clear());
        }
    }

    private static void write(DataOutputStream out, double... numbers) throws IOException {
        for (double number : numbers) {
            out.writeDouble(number);
        }
    }

    @Override
    public BoardRecord decode(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int layout = data.readUnsignedByte();
        if (layout != LAYOUT) {
            throw new CoderException("expected layout " + LAYOUT + " of a board's record, found " + layout);
        }
        long count = VarInt.decodeLong(data);
        Instant time = Instant.EPOCH.plus(data.readLong(), ChronoUnit.MICROS);
        int there = data.readUnsignedShort();
        return new BoardRecord(
                count,
                new Reading(
                        time,
                        number(there, 0, data),
                        number(there, 1, data),
                        number(there, 2, data),
                        number(there, 3, data),
                        has(there, 4) ? new Orientation(data.readDouble(), data.readDouble(), data.readDouble()) : null,
                        vector(there, 5, data),
                        vector(there, 6, data),
                        vector(there, 7, data),
                        has(there, 8)
                                ? new Colour(data.readDouble(), data.readDouble(), data.readDouble(), data.readDouble())
                                : null));
    }

    private static boolean has(int there, int bit) {
        return (there & 1 << bit) != 0;
    }

    private static @Nullable Double number(int there, int bit, DataInputStream in) throws IOException {
        return has(there, bit) ? (Double) in.readDouble() : null;
    }

    private static @Nullable Vector3 vector(int there, int bit, DataInputStream in) throws IOException {
        return has(there, bit) ? new Vector3(in.readDouble(), in.readDouble(), in.readDouble()) : null;
    }

    @Override
    public void verifyDeterministic() {
        // numbers in a fixed order
    }
}
