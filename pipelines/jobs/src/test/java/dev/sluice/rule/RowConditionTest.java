package dev.sluice.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.mapping.Condition;
import dev.sluice.mapping.InvalidMappingException;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.SerializableUtils;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RowConditionTest {

    private static final ColumnType.Struct AIR = (ColumnType.Struct) ColumnType.parse("struct<celsius:double,raw:int>");
    private static final ColumnType.Choice CHOICE = (ColumnType.Choice) ColumnType.parse("choice<int,string>");
    private static final List<Column> COLUMNS = List.of(
            new Column("id", ColumnType.parse("int")),
            new Column("temperature", ColumnType.parse("double")),
            new Column("price", ColumnType.parse("decimal(10,2)")),
            new Column("ok", ColumnType.parse("boolean")),
            new Column("name", ColumnType.parse("string")),
            new Column("bytes", ColumnType.parse("binary")),
            new Column("day", ColumnType.parse("date")),
            new Column("at", ColumnType.parse("timestamp")),
            new Column("air", AIR),
            new Column("tags", ColumnType.parse("array<string>")),
            new Column("more", ColumnType.parse("map<string,bigint>")),
            new Column("kind", CHOICE),
            new Column("ratio", ColumnType.parse("float")),
            new Column("missing", ColumnType.parse("double")),
            new Column("odd name", ColumnType.parse("string")));
    private static final Object[] ROW = {
        7,
        21.5,
        new BigDecimal("10.00"),
        true,
        "one",
        new byte[] {1, 2},
        LocalDate.parse("2020-04-16"),
        Instant.parse("2020-04-16T11:33:23.500Z"),
        Row.withSchema(AIR.schema()).attachValues(Arrays.asList(21.5, null)),
        Arrays.asList("a", null),
        Map.of("n", 5L),
        CHOICE.oneOf().createValue("string", "x"),
        0.1f,
        null,
        "odd"
    };

    private static boolean keeps(String expression) throws Exception {
        Condition condition = SerializableUtils.clone(RowCondition.parse(expression));
        return condition.compile(COLUMNS).keeps(place -> ROW[place]);
    }

    private static List<String> mistakes(String expression) {
        return catchThrowableOfType(
                        InvalidMappingException.class,
                        () -> RowCondition.parse(expression).compile(COLUMNS))
                .mistakes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = 7",
                "TEMPERATURE > 20 AND Name = 'one'",
                "temperature = 21.5",
                "price = 10 AND price > 9.99",
                "ok",
                "bytes = 'AQI='",
                "day = '2020-04-16' AND startswith(day, '2020-04')",
                "at = 1587036803500 AND at > time_to_epoch('2020-04-16 11:00', 'yyyy-MM-dd HH:mm')",
                "parse_time('yyyy-MM-dd', at) = '2020-04-16'",
                "air.celsius > 20 AND isNull(air.raw)",
                "tags[0] = 'a' AND isNull(tags[1])",
                "'a' IN tags",
                "more.n = 5",
                "kind = 'x'",
                "ratio = 0.1",
                "isNull(missing) AND nanvl(missing, 1) = 1",
                "`odd name` = 'odd'",
                "(SELECT VALUE celsius FROM air) = 21.5",
                "name IN ('one', 'two') OR FALSE",
            })
    void rowsOfWhichItIsTrueAreKept(String expression) throws Exception {
        assertThat(keeps(expression)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"id = 8", "missing > 1", "missing < 1", "NOT missing > 1", "name > 1", "air.raw = 0", "name"})
    void whatIsFalseOrUnknownIsNotKept(String expression) throws Exception {
        assertThat(keeps(expression)).isFalse();
    }

    @Test
    void columnsThatAreNotThereAreToldWithTheNearest() {
        assertThat(mistakes("temperatur > 20\n AND air.celcius > 2 OR nothing[0] = id.x"))
                .containsExactly(
                        "line 1, column 1: there is no column 'temperatur'; did you mean temperature?",
                        "line 2, column 6: there is no field 'celcius'; did you mean celsius?",
                        "line 2, column 25: there is no column 'nothing', expected one of id, temperature, price, ok, name,"
                                + " bytes, day, at, air, tags, more, kind, ratio, missing, odd name");
    }

    @Test
    void whatOnlyAMessageHasIsRefused() {
        assertThat(mistakes("topic(2) = 'a' AND timestamp() > 1 OR get(*, 'a') = 1"
                        + " OR (SELECT VALUE clientid() FROM tags) = 1"))
                .containsExactly(
                        "line 1, column 1: expected what a row has, its columns; found 'topic', which a message has",
                        "line 1, column 20: expected what a row has, its columns; found 'timestamp', which a message has",
                        "line 1, column 43: expected what a row has, its columns; found '*', which a message has",
                        "line 1, column 72: expected what a row has, its columns; found 'clientid', which a message has");
    }

    @Test
    void whatIsNoExpressionIsToldByItsPlace() {
        assertThat(mistakes("id =")).containsExactly("line 1, column 5: expected an expression, found the end");
        assertThat(mistakes("id = 1 id"))
                .containsExactly("line 1, column 8: expected an operator or the end, found 'id'");
        assertThat(mistakes("")).containsExactly("line 1, column 1: expected an expression, found the end");
        assertThat(mistakes("uper(name) = 'A' AND name LIKE 'a'"))
                .containsExactly(
                        "line 1, column 1: there is no function uper; did you mean upper?",
                        "line 1, column 27: expected an operator or the end, found 'LIKE': use regexp_matches(…),"
                                + " startswith(…) or endswith(…)");
    }
}
