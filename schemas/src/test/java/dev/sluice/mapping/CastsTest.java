package dev.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.format.TextReader;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.ColumnType.Simple;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CastsTest {

    private static final Casts CASTS = new Casts(ZoneOffset.UTC);
    private static final List<String> WORDS = List.of(
            "tinyint",
            "smallint",
            "int",
            "bigint",
            "float",
            "double",
            "decimal",
            "boolean",
            "string",
            "varchar",
            "char",
            "binary",
            "date",
            "timestamp",
            "array",
            "map",
            "struct",
            "void",
            "choice");

    /** A line of the table; the value is not there where there is no cast. */
    record Cell(ColumnType from, ColumnType to, String value, String outcome) {

        boolean isRefused() {
            return outcome.equals("-");
        }

        boolean fails() {
            return outcome.startsWith("! ");
        }

        @Override
        public String toString() {
            return from + " to " + to + ": " + value + " → " + outcome;
        }
    }

    static List<Cell> cells() throws IOException {
        try (InputStream in = CastsTest.class.getResourceAsStream("casts.tsv")) {
            List<Cell> cells = new ArrayList<>();
            String table = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : table.lines().toList()) {
                if (!line.startsWith("#")) {
                    List<String> cell = List.of(line.split("\t", -1));
                    assertThat(cell).as(line).hasSize(4);
                    cells.add(new Cell(
                            ColumnType.parse(cell.get(0)), ColumnType.parse(cell.get(1)), cell.get(2), cell.get(3)));
                }
            }
            return cells;
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void eachCellOfTheTableIsAsItSays(Cell cell) throws MalformedRecordException {
        if (cell.isRefused()) {
            assertThatThrownBy(() -> CASTS.between(cell.from, cell.to))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("there is no cast from ");
            return;
        }
        Cast cast = CASTS.between(cell.from, cell.to);
        Object value = value(cell.from, cell.value);

        if (cell.fails()) {
            assertThatThrownBy(() -> cast.cast(value))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessage(cell.outcome.substring(2))
                    .extracting(e -> ((MalformedRecordException) e).reason())
                    .isEqualTo("cast-failed");
        } else {
            assertThat(cast.cast(value)).isEqualTo(value(cell.to, cell.outcome));
        }
    }

    @Test
    void theTableHasEveryPairOfTypes() throws IOException {
        Set<List<String>> pairs = new HashSet<>();
        for (Cell cell : cells()) {
            pairs.add(List.of(ColumnType.Choice.word(cell.from), ColumnType.Choice.word(cell.to)));
        }

        for (String from : WORDS) {
            for (String to : WORDS) {
                assertThat(pairs).contains(List.of(from, to));
            }
        }
        assertThat(WORDS)
                .containsAll(
                        List.of(Simple.values()).stream().map(Simple::toString).toList());
        assertThat(WORDS).hasSize(Simple.values().length + 7);
    }

    @Test
    void whatACastOfAStructWouldLoseIsSaid() {
        assertThatThrownBy(() -> CASTS.between(
                        ColumnType.parse("struct<a:int,b:int,c:int>"), ColumnType.parse("struct<a:bigint,d:int>")))
                .hasMessage(
                        "there is no cast from struct<a:int,b:int,c:int> to struct<a:bigint,d:int>: it would lose b, c");
    }

    @Test
    void aDayIsADayOfTheZone() throws MalformedRecordException {
        Casts casts = new Casts(ZoneId.of("Europe/Berlin"));

        assertThat(casts.between(Simple.TIMESTAMP, Simple.DATE).cast(Instant.parse("2020-04-15T22:00:00Z")))
                .isEqualTo(LocalDate.parse("2020-04-16"));
        assertThat(casts.between(Simple.DATE, Simple.TIMESTAMP).cast(LocalDate.parse("2020-04-16")))
                .isEqualTo(Instant.parse("2020-04-15T22:00:00Z"));
        assertThat(casts.between(Simple.STRING, Simple.TIMESTAMP).cast("2020-04-16 11:33:23"))
                .isEqualTo(Instant.parse("2020-04-16T09:33:23Z"));
    }

    @Test
    void aTypeIsCastToItselfAtNoCost() {
        ColumnType type = ColumnType.parse("map<string,array<int>>");

        assertThat(CASTS.between(type, ColumnType.parse(type.toString()))).isSameAs(Cast.NONE);
    }

    private static Object value(ColumnType type, String text) throws MalformedRecordException {
        if (type instanceof ColumnType.Choice choice) {
            int colon = text.indexOf(':');
            String word = text.substring(0, colon);
            ColumnType chosen = choice.types().stream()
                    .filter(t -> ColumnType.Choice.word(t).equals(word))
                    .findFirst()
                    .orElseThrow();
            return choice.oneOf().createValue(word, value(chosen, text.substring(colon + 1)));
        }
        if (type instanceof ColumnType.Decimal) {
            return new BigDecimal(text);
        }
        if (type instanceof Simple simple) {
            return switch (simple) {
                case TINYINT -> Byte.valueOf(text);
                case SMALLINT -> Short.valueOf(text);
                case INT -> Integer.valueOf(text);
                case BIGINT -> Long.valueOf(text);
                case FLOAT -> Float.valueOf(text);
                case DOUBLE -> Double.valueOf(text);
                case BOOLEAN -> Boolean.valueOf(text);
                case STRING, VOID -> text;
                case BINARY -> HexFormat.of().parseHex(text);
                case DATE -> LocalDate.parse(text);
                case TIMESTAMP -> Instant.parse(text);
            };
        }
        return type instanceof ColumnType.Text
                ? text
                : TextReader.of(type, ZoneOffset.UTC).read(text);
    }
}
