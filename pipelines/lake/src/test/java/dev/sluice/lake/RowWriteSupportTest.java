package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is read by DuckDB, and compared with text worked out by hand. */
final class RowWriteSupportTest {

    @TempDir
    Path directory;

    @Test
    void wholeNumbers() throws Exception {
        assertThat(written("tinyint", "TINYINT", Byte.MIN_VALUE, null, Byte.MAX_VALUE))
                .containsExactly("-128", "null", "127");
        assertThat(written("smallint", "SMALLINT", Short.MIN_VALUE, Short.MAX_VALUE))
                .containsExactly("-32768", "32767");
        assertThat(written("int", "INTEGER", Integer.MIN_VALUE, Integer.MAX_VALUE))
                .containsExactly("-2147483648", "2147483647");
        assertThat(written("bigint", "BIGINT", Long.MIN_VALUE, Long.MAX_VALUE))
                .containsExactly("-9223372036854775808", "9223372036854775807");
    }

    @Test
    void floatingNumbers() throws Exception {
        assertThat(written("float", "FLOAT", 1.5f, -0.1f, Float.NaN, Float.NEGATIVE_INFINITY))
                .containsExactly("1.5", "-0.1", "nan", "-inf");
        assertThat(written("double", "DOUBLE", 35.30149778962709, -0.1, null, 1e300))
                .containsExactly("35.30149778962709", "-0.1", "null", "1e+300");
    }

    @Test
    void decimalsOfEveryWidth() throws Exception {
        assertThat(written(
                        "decimal(9,2)",
                        "DECIMAL(9,2)",
                        new BigDecimal("-1234567.89"),
                        new BigDecimal("9999999.99"),
                        new BigDecimal("-0.01"),
                        new BigDecimal("5")))
                .containsExactly("-1234567.89", "9999999.99", "-0.01", "5.00");
        assertThat(written(
                        "decimal(18,4)",
                        "DECIMAL(18,4)",
                        new BigDecimal("-12345678901234.5678"),
                        new BigDecimal("99999999999999.9999"),
                        null))
                .containsExactly("-12345678901234.5678", "99999999999999.9999", "null");
        assertThat(written(
                        "decimal(38,10)",
                        "DECIMAL(38,10)",
                        new BigDecimal("-1234567890123456789012345678.0123456789"),
                        new BigDecimal("-9999999999999999999999999999.9999999999"),
                        new BigDecimal("9999999999999999999999999999.9999999999"),
                        new BigDecimal("-0.0000000001"),
                        BigDecimal.ZERO))
                .containsExactly(
                        "-1234567890123456789012345678.0123456789",
                        "-9999999999999999999999999999.9999999999",
                        "9999999999999999999999999999.9999999999",
                        "-0.0000000001",
                        "0.0000000000");
    }

    @Test
    void aDecimalIsNeverRounded() {
        assertThatThrownBy(() -> written("decimal(9,2)", "DECIMAL(9,2)", new BigDecimal("0.001")))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void truthTextAndBytes() throws Exception {
        assertThat(written("boolean", "BOOLEAN", true, false, null)).containsExactly("true", "false", "null");
        assertThat(written("string", "VARCHAR", "Grüße, 🌡", "", null)).containsExactly("Grüße, 🌡", "", "null");
        assertThat(written("varchar(3)", "VARCHAR", "longer than it says")).containsExactly("longer than it says");
        assertThat(written("binary", "BLOB", new byte[] {0, 'a', -1}, new byte[0]))
                .containsExactly("\\x00a\\xFF", "");
    }

    @Test
    void halfACharacterDoesNotStopTheWriter() throws Exception {
        assertThat(written("string", "VARCHAR", "before \ud83d after")).containsExactly("before ? after");
    }

    @Test
    void datesAndTimesBefore1970() throws Exception {
        assertThat(written(
                        "date",
                        "DATE",
                        LocalDate.of(1969, 12, 31),
                        LocalDate.of(2020, 2, 29),
                        LocalDate.of(1, 1, 1),
                        null))
                .containsExactly("1969-12-31", "2020-02-29", "0001-01-01", "null");
        assertThat(written(
                        "timestamp",
                        "TIMESTAMP WITH TIME ZONE",
                        Instant.parse("1969-12-31T23:59:59.999999Z"),
                        Instant.parse("1900-03-01T00:00:00.000001Z"),
                        Instant.parse("2020-04-16T11:33:23.123456Z"),
                        Instant.EPOCH,
                        null))
                .containsExactly(
                        "1969-12-31 23:59:59.999999+00",
                        "1900-03-01 00:00:00.000001+00",
                        "2020-04-16 11:33:23.123456+00",
                        "1970-01-01 00:00:00+00",
                        "null");
    }

    @Test
    void arraysAndMapsEmptyNullAndWithNullsInside() throws Exception {
        assertThat(written("array<int>", "INTEGER[]", Arrays.asList(1, null, 3), List.of(), null))
                .containsExactly("[1, NULL, 3]", "[]", "null");
        assertThat(written(
                        "array<array<string>>",
                        "VARCHAR[][]",
                        Arrays.asList(List.of("a", "b"), null, List.of(), Arrays.asList((String) null))))
                .containsExactly("[[a, b], NULL, [], [NULL]]");
        Map<String, Double> readings = new LinkedHashMap<>();
        readings.put("a", 1.5);
        readings.put("b", null);
        assertThat(written("map<string,double>", "MAP(VARCHAR, DOUBLE)", readings, Map.of(), null))
                .containsExactly("{a=1.5, b=NULL}", "{}", "null");
        assertThat(written(
                        "map<int,array<timestamp>>",
                        "MAP(INTEGER, TIMESTAMP WITH TIME ZONE[])",
                        Map.of(7, List.of(Instant.parse("1969-12-31T23:59:59.5Z")))))
                .containsExactly("{7=['1969-12-31 23:59:59.5+00']}");
    }

    @Test
    void structsInsideArraysInsideStructs() throws Exception {
        ColumnType.Struct type = (ColumnType.Struct)
                ColumnType.parse("struct<name:string,price:decimal(20,2),parts:array<struct<n:int>>>");
        Schema part = ((ColumnType.Struct) ColumnType.parse("struct<n:int>")).schema();
        Row full = Row.withSchema(type.schema())
                .attachValues(
                        "lamp",
                        new BigDecimal("-0.50"),
                        Arrays.asList(
                                Row.withSchema(part).attachValues(1),
                                null,
                                Row.withSchema(part).attachValues((Object) null)));
        Row hollow = Row.withSchema(type.schema()).attachValues(null, null, null);

        assertThat(written(
                        type.toString(),
                        "STRUCT(\"name\" VARCHAR, price DECIMAL(20,2), parts STRUCT(n INTEGER)[])",
                        full,
                        hollow,
                        null))
                .containsExactly(
                        "{'name': lamp, 'price': -0.50, 'parts': [{'n': 1}, NULL, {'n': NULL}]}",
                        "{'name': NULL, 'price': NULL, 'parts': NULL}",
                        "null");
    }

    /** Writes a column {@code c} of these values; how DuckDB calls its type is checked, how it shows them is returned. */
    private List<String> written(String type, String duckType, Object... values) throws Exception {
        Schema schema = Column.schema(List.of(new Column("c", ColumnType.parse(type))));
        PendingFile pending = PendingFile.in(directory, "job", "d", ".parquet");
        HourFile file = HourFile.open(
                pending, new HourFile.Format(schema, ParquetCompression.ZSTD, new WriterCodecs(), 1L << 20));
        for (Object value : values) {
            file.write(new Object[] {value});
        }
        Publication.DataFile closed = file.close();
        assertThat(closed.rows()).isEqualTo(values.length);
        assertThat(DuckDb.rows("SELECT DISTINCT typeof(c) FROM read_parquet('" + pending.pending() + "')"))
                .containsExactly(duckType);
        return DuckDb.rows("SELECT c::VARCHAR FROM read_parquet('" + pending.pending() + "')");
    }
}
