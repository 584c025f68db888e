package dev.sluice.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RuleSqlTest {

    private static boolean selects(String where, String payload) throws Exception {
        return RuleSql.parse("SELECT * FROM 'a' WHERE " + where).selects(Messages.of(payload));
    }

    private static List<String> mistakes(String sql) {
        return catchThrowableOfType(InvalidSqlException.class, () -> RuleSql.parse(sql))
                .mistakes();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            SELECT color FROM 'a/b'                       | {"color":"red"}
            SELECT color AS my_color FROM 'a/b'           | {"my_color":"red"}
            select color as my_color, temperature as fahrenheit from 'a/b' ; | {"my_color":"red","fahrenheit":50}
            SELECT *, 15 as speed FROM 'a/b'              | {"color":"red","temperature":50,"speed":15}
            SELECT 15 as speed, * FROM "a/b"              | {"speed":15,"color":"red","temperature":50}
            SELECT *, 'blue' AS color FROM 'a/b'          | {"color":"blue","temperature":50}
            SELECT VALUE color FROM 'a/b'                 | "red"
            SELECT VALUE [color, temperature] FROM 'a/b'  | ["red",50]
            SELECT VALUE missing FROM 'a/b'               |
            SELECT missing, color FROM 'a/b'              | {"color":"red"}
            SELECT (temperature - 32) * 5 / 9 AS celsius, upper(color) as my_color FROM 'a/b' | {"celsius":10,"my_color":"RED"}
            SELECT temperature AS state.reported.temperature, color AS state.reported.color FROM 'a/b' | {"state":{"reported":{"temperature":50,"color":"red"}}}
            SELECT 1 AS `odd name`, 2 AS 'other' FROM 'a/b' | {"odd name":1,"other":2}
            SELECT topic(2) AS from, 1 AS select FROM 'a/b' | {"from":"myThings","select":1}
            """)
    void aStatementMakesOneObjectOfAnother(String sql, String expected) throws Exception {
        assertThat(Messages.output(sql, "{\"color\":\"red\", \"temperature\":50}"))
                .isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            SELECT value FROM 'a'             | {"value":3}
            SELECT value, x FROM 'a'          | {"value":3,"x":[1]}
            SELECT value AS v FROM 'a'        | {"v":3}
            SELECT value - 1 AS v FROM 'a'    | {"v":2}
            SELECT VALUE value FROM 'a'       | 3
            SELECT VALUE x[0] FROM 'a'        | 1
            SELECT VALUE * FROM 'a'           | {"value":3, "x":[1]}
            SELECT VALUE true FROM 'a'        | true
            """)
    void valueIsAKeywordOnlyWhereItMustBe(String sql, String expected) throws Exception {
        assertThat(Messages.output(sql, "{\"value\":3, \"x\":[1]}")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ \"a\" : 1.50, \"a\":2 }", "not json", "", "[1, 2]", "\u0000\u0001"})
    void aStarAloneLeavesThePayloadAsItIs(String payload) throws Exception {
        assertThat(Messages.output("SELECT * FROM 'a'", payload)).isEqualTo(payload);
    }

    @Test
    void numbersAndTheOrderOfFieldsGoThroughAsTheyAre() throws Exception {
        String payload = "{\"z\":12345678901234567890123,\"b\":10.0,\"a\":0.10,\"m\":{\"y\":[1.50,1E+2],\"x\":null}}";

        assertThat(Messages.output("SELECT *, 1 AS n FROM 'a'", payload))
                .isEqualTo(payload.replaceFirst("}$", ",\"n\":1}"));
    }

    @Test
    void bytesThatAreNotJsonCanBeEncoded() throws Exception {
        RuleSql sql = RuleSql.parse("SELECT encode(*, 'base64') AS data, timestamp() AS ts FROM 'a'");

        assertThat(sql.output(Messages.of(new byte[] {0, (byte) 0xff, 1})))
                .asString()
                .isEqualTo("{\"data\":\"AP8B\",\"ts\":1481825251155}");
    }

    @Test
    void aSelectionThatNeedsJsonFailsWithoutItAndLosesNothing() {
        assertThatThrownBy(() -> Messages.output("SELECT a FROM 'a'", "garbage"))
                .isInstanceOf(PayloadException.class)
                .hasMessage("SELECT names fields: expected a payload in JSON, found 7 bytes that are none");
        assertThatThrownBy(() -> Messages.output("SELECT *, topic() AS t FROM 'a'", "[1]"))
                .isInstanceOf(PayloadException.class)
                .hasMessage("SELECT takes all fields and more: expected a JSON object, found array");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            temperature > 20                    | true
            temperature > 50                    | false
            temperature > 20 AND color = 'red'  | true
            device = 'x'                        | false
            NOT device = 'x'                    | false
            color                               | false
            'true'                              | true
            get(get({'a': [temperature]}, 'a'), 0) = 50 | true
            topic(3) = 'thingOne'               | true
            celsius > 5                         | false
            """)
    void whereDropsWhatIsNotTrue(String where, boolean expected) throws Exception {
        assertThat(selects(where, "{\"color\":\"red\", \"temperature\":50}")).isEqualTo(expected);
    }

    @Test
    void whereSeesNoNamesThatSelectGives() throws Exception {
        RuleSql sql = RuleSql.parse("SELECT temperature AS celsius FROM 'a' WHERE celsius > 20");

        assertThat(sql.selects(Messages.of("{\"temperature\": 30}"))).isFalse();
    }

    @Test
    void ofAPayloadThatIsNotJsonAllFieldsAreUndefined() throws Exception {
        assertThat(selects("temperature > 20", "garbage")).isFalse();
        assertThat(selects("isUndefined(temperature)", "garbage")).isTrue();
        assertThat(selects("timestamp() % 5 = 0", "garbage")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            SELECT (SELECT VALUE n FROM e) as sensors FROM 'my/topic' | {"sensors":["temperature","light","acidity"]}
            SELECT (SELECT v FROM e WHERE n = 'temperature') as temperature FROM 'my/topic' | {"temperature":[{"v":22.5}]}
            SELECT get((SELECT v FROM e WHERE n = 'temperature'), 0).v as temperature FROM 'topic' | {"temperature":22.5}
            SELECT VALUE transform("enrichArray", {"key": attributes.data1}, list) FROM 'A/B' | [{"a":3,"key":1},{"b":4,"key":1}]
            SELECT VALUE transform('enrichArray', (select data1 from attributes), (select value list from m)) FROM 'A/B' | [{"c":5,"data1":1}]
            SELECT (SELECT a FROM missing) AS x FROM 't' | {}
            """)
    void nestedQueriesLookIntoArraysAndObjects(String sql, String expected) throws Exception {
        assertThat(Messages.output(sql, """
                {"e": [{"n": "temperature", "v": 22.5}, {"n": "light", "v": 135}, {"n": "acidity", "v": 7}],
                 "attributes": {"data1": 1}, "list": [{"a": 3}, {"b": 4}], "m": {"list": [{"c": 5}]}}""")).isEqualTo(expected);
    }

    @Test
    void theTopicFilterIsThatOfFrom() throws Exception {
        assertThat(RuleSql.parse("SELECT * FROM 'streaming-data/+/#'").topicFilter())
                .isEqualTo("streaming-data/+/#");
    }

    @Test
    void allMistakesAreToldWithTheirPlaces() {
        assertThat(mistakes("""
                SELECT uper(color) AS c,
                       substring(color) AS s, , topic(2),
                       regexp_matches(color, '[') AS m,
                       cast(x AS number) AS n
                FROM 'a/#/b' WHERE temperature > > 20"""))
                .containsExactly(
                        "line 1, column 8: there is no function uper; did you mean upper?",
                        "line 2, column 8: expected 2 to 3 arguments to substring, found 1",
                        "line 2, column 31: expected an expression, found ','",
                        "line 2, column 33: expected AS and a name behind what is no field, found none",
                        "line 3, column 30: expected a regular expression, found '[': Unclosed character class",
                        "line 4, column 18: expected one of the types String, Int, Decimal, Double and Boolean, found 'number'",
                        "line 5, column 6: expected a topic filter, with + for a whole level and # for all levels at its end,"
                                + " found 'a/#/b'",
                        "line 5, column 34: expected an expression, found '>'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            §§                              | line 1, column 1: expected SELECT, found the end
            SELEC * FROM 'a'                | line 1, column 1: expected SELECT, found 'SELEC'
            SELECT *                        | line 1, column 9: expected FROM, found the end
            SELECT * FROM a                 | line 1, column 15: expected a topic filter in quotes, such as 'streaming-data/#', found 'a'
            SELECT * FROM 'a' LIMIT 5       | line 1, column 19: expected WHERE or the end, found 'LIMIT': a rule sees one message at a time
            SELECT * FROM 'a' WHERE x IS NULL | line 1, column 27: expected an operator or the end, found 'IS': use isNull(…) or isUndefined(…)
            SELECT * FROM 'a' WHERE x LIKE 'y' | line 1, column 27: expected an operator or the end, found 'LIKE': use regexp_matches(…), startswith(…) or endswith(…)
            SELECT a b FROM 'x'             | line 1, column 10: expected an operator, AS, ',' or FROM, found 'b'
            SELECT (a FROM 'x'              | line 1, column 11: expected ')', found 'FROM'
            SELECT a. FROM 5                | line 1, column 16: expected an operator, AS, ',' or FROM, found '5'
            SELECT (a +) FROM 'x'           | line 1, column 12: expected an expression, found ')'
            SELECT a ? FROM 'x'             | line 1, column 10: the character '?' means nothing here
            SELECT accountid() AS a FROM 'x' | line 1, column 8: the function accountid is not carried out here
            SELECT encode(*, 'hex') AS a FROM 'x' | line 1, column 18: expected 'base64', found 'hex'
            SELECT parse_time('b', 1) AS a FROM 'x' | line 1, column 19: expected a date and time pattern such as 'yyyy-MM-dd HH:mm:ss', found 'b': Unknown pattern letter: b
            SELECT 99999999999999999999999999999999999 AS a FROM 'x' | line 1, column 8: expected a number of up to 34 digits, found '99999999999999999999999999999999999'
            SELECT * FROM ''                | line 1, column 15: expected a topic filter, found an empty one
            SELECT {a: 1} AS b FROM 'x'     | line 1, column 9: expected the name of a field in quotes, found 'a'
            SELECT CASE a END AS b FROM 'x' | line 1, column 15: expected WHEN, found 'END'
            """)
    void aMistakeSaysWhatWasExpectedAndWhatWasFound(String sql, String expected) {
        assertThat(mistakes(sql == null ? "" : sql)).containsExactly(expected);
    }

    @Test
    void aStringWithoutAnEndIsAMistakeWhereItBegins() {
        assertThat(mistakes("SELECT a FROM 'x"))
                .containsExactly(
                        "line 1, column 15: expected ' at the end of what begins here, found the end of the text");
    }

    @Test
    void anExpressionOfManyLevelsIsRefusedAndNotTheEndOfTheStack() {
        assertThat(mistakes("SELECT " + "(".repeat(100_000) + " FROM 'x'"))
                .first()
                .asString()
                .contains("expected an expression of no more than 200 levels");
    }
}
