package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.schema.ColumnType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CastsTest {

    private static final Casts CASTS = new Casts(ZoneOffset.UTC);
    private static final Map<String, Function<String, Object>> VALUES = Map.ofEntries(
            Map.entry("tinyint", Byte::valueOf),
            Map.entry("smallint", Short::valueOf),
            Map.entry("int", Integer::valueOf),
            Map.entry("bigint", Long::valueOf),
            Map.entry("float", Float::valueOf),
            Map.entry("double", Double::valueOf),
            Map.entry("decimal(10,2)", BigDecimal::new),
            Map.entry("decimal(19,0)", BigDecimal::new),
            Map.entry("decimal(20,0)", BigDecimal::new),
            Map.entry("boolean", Boolean::valueOf),
            Map.entry("string", text -> text),
            Map.entry("varchar(3)", text -> text),
            Map.entry("binary", text -> text.getBytes(StandardCharsets.UTF_8)),
            Map.entry("date", LocalDate::parse),
            Map.entry("timestamp", Instant::parse));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bigint|127|tinyint|127",
                "double|-128|tinyint|-128",
                "decimal(10,2)|7.00|int|7",
                "double|9007199254740992|bigint|9007199254740992",
                "bigint|9007199254740992|double|9.007199254740992E15",
                "int|16777216|float|1.6777216E7",
                "double|21.37|decimal(10,2)|21.37",
                "double|21.37|float|21.37",
                "float|0.5|double|0.5",
                "decimal(10,2)|21.37|double|21.37",
                "boolean|true|int|1",
                "smallint|0|boolean|false",
                "int|42|string|42",
                "decimal(10,2)|1.50|string|1.50",
                "double|0.1|string|0.1",
                "boolean|false|string|false",
                "timestamp|2020-04-16T11:33:23Z|string|2020-04-16T11:33:23Z",
                "timestamp|2020-04-16T11:33:23Z|date|2020-04-16",
                "date|2020-04-16|timestamp|2020-04-16T00:00:00Z",
                "date|2020-04-16|string|2020-04-16",
                "string|12|int|12",
                "string|1e3|double|1000.0",
                "string|TRUE|boolean|true",
                "string|2020-04-16 11:33:23|timestamp|2020-04-16T11:33:23Z",
                "string|12.5|decimal(10,2)|12.50",
                "string|abc|varchar(3)|abc",
                "varchar(3)|abcdef|string|abcdef",
            })
    void whatIsNotLostIsCast(String from, String value, String to, String expected) throws MalformedRecordException {
        assertThat(cast(from, value, to)).hasToString(expected);
        assertThat(cast(from, value, to)).hasSameClassAs(cast("string", expected, to));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bigint|128|tinyint|expected tinyint, found 128",
                "double|1.5|int|expected int, found 1.5",
                "double|NaN|int|expected int, found NaN",
                "double|9223372036854775808|bigint|expected bigint, found 9.223372036854776E18",
                "decimal(10,2)|7.01|int|expected int, found 7.01",
                "bigint|9007199254740993|double|expected double, exactly, found 9007199254740993",
                "bigint|9223372036854775807|double|expected double, exactly, found 9223372036854775807",
                "int|16777217|float|expected float, exactly, found 16777217",
                "double|1e300|float|expected float, found 1.0E300",
                "double|21.375|decimal(10,2)|expected decimal(10,2), found 21.375",
                "bigint|100000000|decimal(10,2)|expected decimal(10,2), found 100000000",
                "double|Infinity|decimal(10,2)|expected decimal(10,2), found Infinity",
                "int|2|boolean|expected 0 or 1 for a boolean, found 2",
                "string|abc|int|expected int, found \"abc\"",
                "string|abcd|varchar(3)|expected varchar(3), found \"abcd\"",
            })
    void whatWouldBeLostFails(String from, String value, String to, String message) {
        assertThatThrownBy(() -> cast(from, value, to))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessage(message)
                .extracting(e -> ((MalformedRecordException) e).reason())
                .isEqualTo("cast-failed");
    }

    @Test
    void bytesAndTextAreEachOthersUtf8() throws MalformedRecordException {
        assertThat(cast("string", "é", "binary")).isEqualTo(new byte[] {(byte) 0xC3, (byte) 0xA9});
        assertThat(cast("binary", "é", "string")).isEqualTo("é");
        Cast text = CASTS.between(ColumnType.parse("binary"), ColumnType.parse("string"))
                .orElseThrow();
        assertThatThrownBy(() -> text.cast(new byte[] {(byte) 0xE9}))
                .hasMessage("expected bytes that are UTF-8, found 1 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timestamp|bigint",
                "bigint|timestamp",
                "boolean|double",
                "double|boolean",
                "date|int",
                "binary|int",
                "boolean|timestamp",
                "array<int>|string",
                "string|array<int>",
                "array<int>|array<bigint>",
                "map<string,int>|map<string,bigint>",
                "struct<a:int>|struct<a:bigint>"
            })
    void whatHasNoMeaningHasNoCast(String from, String to) {
        assertThat(CASTS.between(ColumnType.parse(from), ColumnType.parse(to))).isEmpty();
    }

    @Test
    void aTypeIsCastToItselfAtNoCost() {
        ColumnType type = ColumnType.parse("map<string,array<int>>");

        assertThat(CASTS.between(type, ColumnType.parse(type.toString()))).containsSame(Cast.NONE);
    }

    private static Object cast(String from, String value, String to) throws MalformedRecordException {
        Cast cast = CASTS.between(ColumnType.parse(from), ColumnType.parse(to)).orElseThrow();
        return cast.cast(VALUES.get(from).apply(value));
    }
}
