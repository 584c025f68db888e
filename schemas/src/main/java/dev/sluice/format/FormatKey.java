package dev.sluice.format;

import dev.sluice.record.RecordKey;
import dev.sluice.schema.Column;
import dev.sluice.schema.NearestName;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The key of a payload by a decoder for its columns alone: their values, row by row. Safe for several threads. */
final class FormatKey implements RecordKey {

    private final RecordFormat format;
    private final List<Column> columns;
    private final int[] places;
    private final String name;
    private transient @Nullable RecordDecoder decoder;

    /** @param places those of the key's columns */
    private FormatKey(RecordFormat format, List<Column> columns, int[] places) {
        this.format = format;
        this.columns = List.copyOf(columns);
        this.places = places;
        name = Arrays.stream(places)
                .mapToObj(columns::get)
                .map(c -> c.name() + " " + c.type())
                .collect(Collectors.joining(", "));
    }

    static FormatKey of(RecordFormat format, List<Column> columns, List<String> names) {
        int[] places = names.stream().mapToInt(n -> place(columns, n)).toArray();
        if (format instanceof CsvFormat) {
            return new FormatKey(format, columns, places); // a field's place says what it is
        }
        List<Column> alone = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            alone.add(columns.get(places[i]));
            places[i] = i;
        }
        return new FormatKey(format, alone, places);
    }

    private static int place(List<Column> columns, String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        List<String> known = columns.stream().map(Column::name).toList();
        throw new IllegalArgumentException("there is no column '" + name + "'"
                + NearestName.of(name, known)
                        .map(n -> "; did you mean " + n + "?")
                        .orElse("; expected one of " + String.join(", ", known)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return Arrays.stream(places).mapToObj(columns::get).map(Column::name).collect(Collectors.joining(", "));
    }

    @Override
    public byte @Nullable [] of(byte[] payload) {
        RecordDecoder rows = decoder;
        if (rows == null) {
            rows = open();
            decoder = rows;
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
            DataOutputStream out = new DataOutputStream(bytes);
            boolean hasValue = false;
            for (@Nullable Object[] row : rows.decode(payload)) {
                for (int place : places) {
                    ValueBytes.write(row[place], out);
                    hasValue |= row[place] != null;
                }
            }
            return hasValue ? bytes.toByteArray() : null;
        } catch (MalformedRecordException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("writing of bytes in memory", e);
        }
    }

    private RecordDecoder open() {
        if (!(format instanceof CsvFormat csv)) {
            return format.decoder(columns);
        }
        BitSet read = new BitSet();
        for (int place : places) {
            read.set(place);
        }
        return csv.decoder(columns, read);
    }
}
