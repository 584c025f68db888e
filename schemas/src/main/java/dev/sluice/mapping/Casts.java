package dev.sluice.mapping;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.format.TextReader;
import dev.sluice.format.TextWriter;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.ColumnType.Simple;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Which casts there are. The table stands in {@code schemas/README.md}, its cells in {@code casts.tsv} of the tests. */
final class Casts {

    private final ZoneId zone;
    private final PartCasts parts = new PartCasts(this);

    /** @param zone the zone of timestamps without one, of dates that become timestamps and the other way round */
    Casts(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * The cast.
     *
     * @throws IllegalArgumentException where there is none
     */
    Cast between(ColumnType from, ColumnType to) {
        if (from.equals(to)) {
            return Cast.NONE;
        }
        if (from instanceof ColumnType.Choice choice) {
            return parts.ofChoice(choice, to);
        }
        if (to == Simple.VOID || to instanceof ColumnType.Choice) {
            throw none(from, to);
        }
        if (isText(to)) {
            return toText(from).then(fits(to));
        }
        if (isText(from) || from == Simple.VOID) {
            return fromText(to);
        }
        if (hasParts(from) || hasParts(to)) {
            return parts.between(from, to);
        }
        if (isNumber(from) || from == Simple.BOOLEAN) {
            return fromNumber(from, to);
        }
        if (from == Simple.TIMESTAMP) {
            return fromTimestamp(to);
        }
        if (from == Simple.DATE && to == Simple.TIMESTAMP) {
            return value -> ((LocalDate) value).atStartOfDay(zone).toInstant();
        }
        throw none(from, to);
    }

    static IllegalArgumentException none(ColumnType from, ColumnType to) {
        return new IllegalArgumentException("there is no cast from " + from + " to " + to);
    }

    private static boolean hasParts(ColumnType type) {
        return type instanceof ColumnType.Array
                || type instanceof ColumnType.MapOf
                || type instanceof ColumnType.Struct;
    }

    private static boolean isText(ColumnType type) {
        return type == Simple.STRING || type instanceof ColumnType.Text;
    }

    private static boolean isNumber(ColumnType type) {
        return type instanceof ColumnType.Decimal
                || (type instanceof Simple simple
                        && switch (simple) {
                            case TINYINT, SMALLINT, INT, BIGINT, FLOAT, DOUBLE -> true;
                            case BOOLEAN, STRING, BINARY, DATE, TIMESTAMP, VOID -> false;
                        });
    }

    private static Cast fromNumber(ColumnType from, ColumnType to) {
        if (from == Simple.BOOLEAN && isNumber(to)) {
            Cast number = NumberCasts.of(to);
            return value -> number.cast((Boolean) value ? 1L : 0L);
        }
        if (from != Simple.BOOLEAN && to == Simple.TIMESTAMP) {
            return NumberCasts::toTimestamp;
        }
        if (isNumber(to) || to == Simple.BOOLEAN) {
            return NumberCasts.of(to);
        }
        throw none(from, to);
    }

    private Cast fromTimestamp(ColumnType to) {
        if (to == Simple.DATE) {
            return value -> LocalDate.ofInstant((Instant) value, zone);
        }
        if (to == Simple.BIGINT || to == Simple.DOUBLE || to instanceof ColumnType.Decimal) {
            return NumberCasts.ofTimestamp(to);
        }
        throw none(Simple.TIMESTAMP, to);
    }

    private static Cast toText(ColumnType from) {
        if (isText(from) || from == Simple.VOID) {
            return Cast.NONE;
        }
        if (from == Simple.BINARY) {
            return Casts::utf8;
        }
        if (hasParts(from)) {
            return TextWriter.of(from)::write;
        }
        return from instanceof ColumnType.Decimal ? value -> ((BigDecimal) value).toPlainString() : Object::toString;
    }

    private static Object utf8(Object bytes) throws MalformedRecordException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap((byte[]) bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Cast.failed("bytes that are UTF-8", bytes);
        }
    }

    /** Cuts nothing off: what is longer fails. */
    private static Cast fits(ColumnType to) {
        if (!(to instanceof ColumnType.Text type)) {
            return Cast.NONE;
        }
        return value -> {
            String text = (String) value;
            if (text.codePointCount(0, text.length()) > type.length()) {
                throw Cast.failed(type, text);
            }
            return text;
        };
    }

    private Cast fromText(ColumnType to) {
        if (to == Simple.BINARY) {
            return value -> ((String) value).getBytes(StandardCharsets.UTF_8);
        }
        TextReader reader = TextReader.of(to, zone);
        return value -> {
            try {
                return reader.read((String) value);
            } catch (MalformedRecordException e) {
                throw new MalformedRecordException("cast-failed", e.getMessage());
            }
        };
    }
}
