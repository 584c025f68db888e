package dev.sluice.mapping;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.format.TextReader;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.ColumnType.Simple;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Which casts there are. The table stands in {@code schemas/README.md}. */
final class Casts {

    private static final Set<Simple> INTEGERS = EnumSet.of(Simple.TINYINT, Simple.SMALLINT, Simple.INT, Simple.BIGINT);

    private final ZoneId zone;

    /** @param zone the zone of timestamps without one, of dates that become timestamps and the other way round */
    Casts(ZoneId zone) {
        this.zone = zone;
    }

    /** The cast, or empty where there is none. */
    Optional<Cast> between(ColumnType from, ColumnType to) {
        if (from.equals(to)) {
            return Optional.of(Cast.NONE);
        }
        if (hasParts(from) || hasParts(to)) {
            return Optional.empty();
        }
        if (isText(to)) {
            return Optional.of(toText(from).then(fits(to)));
        }
        if (isText(from)) {
            return Optional.of(fromText(to));
        }
        if (isNumber(from) && (isNumber(to) || (INTEGERS.contains(from) && to == Simple.BOOLEAN))) {
            return Optional.of(NumberCasts.of(to));
        }
        if (from == Simple.BOOLEAN && INTEGERS.contains(to)) {
            Cast number = NumberCasts.of(to);
            return Optional.of(value -> number.cast((Boolean) value ? 1L : 0L));
        }
        if (from == Simple.DATE && to == Simple.TIMESTAMP) {
            return Optional.of(value -> ((LocalDate) value).atStartOfDay(zone).toInstant());
        }
        if (from == Simple.TIMESTAMP && to == Simple.DATE) {
            return Optional.of(value -> LocalDate.ofInstant((Instant) value, zone));
        }
        return Optional.empty();
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
        return INTEGERS.contains(type)
                || type == Simple.FLOAT
                || type == Simple.DOUBLE
                || type instanceof ColumnType.Decimal;
    }

    private static Cast toText(ColumnType from) {
        if (isText(from)) {
            return Cast.NONE;
        }
        if (from == Simple.BINARY) {
            return Casts::utf8;
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
