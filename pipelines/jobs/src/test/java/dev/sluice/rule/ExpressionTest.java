package dev.sluice.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What expressions give; nothing between the bars means undefined. */
final class ExpressionTest {

    private static final String PAYLOAD = """
            {"n": 7, "d": 2.5, "s": "12", "t": "text", "yes": true, "nothing": null, "list": [1, "b", null],
             "o": {"a": {"b": "deep"}, "odd name": 1}, "long": 9223372036854775807, "whole": 10.0, "value": 3}""";

    private static String value(String expression) throws Exception {
        return Messages.output("SELECT VALUE " + expression + " FROM 'a/b'", PAYLOAD);
    }

    private static void assertValue(String expression, String expected) throws Exception {
        assertThat(value("(" + expression + ")")).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            n                    | 7
            o.a.b                | "deep"
            o.a                  | {"b":"deep"}
            o.missing            |
            missing.a.b          |
            nothing              | null
            nothing.a            |
            list[0]              | 1
            list[1]              | "b"
            list[3]              |
            list[n - 6]          | "b"
            t[0]                 | "t"
            o['a'].b             | "deep"
            `n`                  | 7
            o.`odd name`         | 1
            get(o, 'odd name')   | 1
            'it''s'              | "it's"
            "say ""hi"" "        | "say \\"hi\\" "
            TRUE                 | true
            False                | false
            NULL                 | null
            [n, t, missing]      | [7,"text",null]
            {'a': n, 'b': [d], "c": missing} | {"a":7,"b":[2.5]}
            {}                   | {}
            """)
    void fieldsAndLiterals(String expression, String expected) throws Exception {
        assertValue(expression, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            1 + 2 * 3            | 7
            (1 + 2) * 3          | 9
            10 - 3 - 2           | 5
            -n + 10              | 3
            - -n                 | 7
            -5                   | -5
            7 / 2                | 3
            -7 / 2               | -3
            7.0 / 2              | 3.5
            1 / 3.0              | 0.3333333333333333333333333333333333
            7 % 4                | 3
            7.5 % 2              | 1.5
            1 / 0                |
            1.5 / 0              |
            1 % 0                |
            d * 2                | 5.0
            s * 2                | 24
            s + 2                | "122"
            2 + s                | "212"
            t * 2                |
            'a' + yes            | "atrue"
            'a' + missing        |
            'a' + nothing        |
            yes + 1              |
            nothing + 1          |
            list + 1             |
            missing + 1          |
            long                 | 9223372036854775807
            long + 1             | 9223372036854775808
            long * long          |
            12345678901234567890 | 12345678901234567890
            9999999999999999999999999999999999 | 9999999999999999999999999999999999
            whole                | 10.0
            whole / 4            | 2.5
            10000000000.0 * 1    | 10000000000.0
            1E10 * 1             | 10000000000
            0.1 + 0.2            | 0.3
            """)
    void arithmeticIsExactAndWholeNumbersStayWhole(String expression, String expected) throws Exception {
        assertValue(expression, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            n > 6                | true
            n > 7                | false
            n >= 7               | true
            n < 7.5              | true
            n <= 6.9             | false
            s > 2                | true
            s < '2'              | false
            t > 2                |
            yes > 0              |
            missing > 0          |
            nothing > 0          |
            n = 7.0              | true
            n = '7'              | false
            n <> '7'             | true
            n != 7               | false
            s = '12'             | true
            nothing = NULL       | true
            nothing <> NULL      | false
            missing = NULL       |
            missing <> 1         |
            list = [1, 'b', NULL]    | true
            list = ['b', 1, NULL]    | false
            {'x': 1, 'y': [2]} = {'y': [2.0], 'x': 1} | true
            {'x': 1} <> {'x': 2} | true
            n IN (1, 7)          | true
            n NOT IN (1, 7)      | false
            n IN list            | false
            'b' IN list          | true
            n IN t               |
            missing IN (1)       |
            yes AND n > 6        | true
            yes AND 'FALSE'      | false
            yes AND n            |
            NOT yes OR n = 7     | true
            missing OR yes       |
            missing AND NOT yes  |
            NOT 'true'           | false
            NOT NOT yes          | true
            NOT n                |
            n = 7 AND n = 8 OR n = 7 | true
            n = 7 OR n = 7 AND n = 8 | true
            NOT n = 8 AND yes    | true
            """)
    void comparisonAndLogicFollowTheTablesOfTheDocumentation(String expression, String expected) throws Exception {
        assertValue(expression, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            abs(-5)              | 5
            abs("-5.123")        | 5.123
            abs(nothing)         |
            acos(0)              | 1.5707963267948966
            acos(2)              |
            asin(0)              | 0.0
            atan2(1, 0)          | 1.5707963267948966
            bitand(13, 5)        | 5
            bitor(8, 5)          | 13
            bitxor(13, 5)        | 8
            ceil(1.2)            | 2
            ceil(-1.2)           | -1
            ceil("1.2")          | 2
            floor(1.2)           | 1
            floor(-1.2)          | -2
            floor([1, 2, 3])     |
            round(1.2)           | 1
            Round(1.5)           | 2
            round(1.7)           | 2
            round(-1.1)          | -1
            round(-1.5)          | -2
            cosh(2.3)            | 5.037220649268761
            tanh(2.3)            | 0.9800963962661914
            sinh(2.3)            | 4.936961805545957
            tan(3)               | -0.1425465430742778
            log(100)             | 2.0
            exp(0)               | 1.0
            ln(-1)               |
            mod(8, 3)            | 2
            remainder(8, 3)      | 2
            power(2, 5)          | 32.0
            power(10, 12)        | 1000000000000
            power(10, 400)       |
            sqrt(9)              | 3.0
            sqrt(-9)             |
            sign(-7)             | -1
            sign(0)              | 0
            sign(13.5)           | 1
            trunc(2.3, 0)        | 2
            trunc(2.3123, 2)     | 2.31
            trunc(2.888, 2)      | 2.88
            trunc(2.00, 5)       | 2
            trunc(1000.0, 0)     | 1000
            nanvl(8, 3)          | 8
            nanvl(missing, 3)    | 3
            nanvl(nothing, 3)    | 3
            """)
    void functionsOfNumbers(String expression, String expected) throws Exception {
        assertValue(expression, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            upper("hello")                      | "HELLO"
            upper(["hello"])                    | "[\\"HELLO\\"]"
            lower("HELLO")                      | "hello"
            upper(missing)                      |
            length("hi")                        | 2
            length(false)                       | 5
            numbytes("€")                       | 3
            trim(" hi ")                        | "hi"
            Ltrim(" h i ")                      | "h i "
            rtrim(" h i ")                      | " h i"
            startswith("ranger","ran")          | true
            endswith("cat","at")                | true
            endswith("cat", nothing)            |
            indexof("abcd", "bc")               | 1
            indexof("abcd", "x")                | -1
            replace("abcdabcd", "b", "x")       | "axcdaxcd"
            substring("012345", 0)              | "012345"
            substring("012345", 2)              | "2345"
            substring("012345", 2.745)          | "2345"
            substring(123, 2)                   | "3"
            substring("012345", -1)             | "012345"
            substring(true, 1.2)                | "rue"
            substring(false, -2.411E247)        | "false"
            substring("012345", 1, 3)           | "12"
            substring("012345", -50, 50)        | "012345"
            substring("012345", 3, 1)           | ""
            lpad("hello", 2)                    | "  hello"
            lpad(1, 3)                          | "   1"
            rpad("hello", 2)                    | "hello  "
            concat()                            |
            concat([1, 2, 3], 4)                | [1,2,3,4]
            concat([1, 2, 3], "hello", [4])     | [1,2,3,"hello",4]
            concat("con", "cat")                | "concat"
            concat(1, "hello")                  | "1hello"
            concat("he","is","man")             | "heisman"
            concat("a", missing)                |
            chr(65)                             | "A"
            chr(200)                            |
            md2("hello")                        | "a9046c73e00331af68917d3804f70655"
            md5("hello")                        | "5d41402abc4b2a76b9719d911017c592"
            sha1("")                            | "da39a3ee5e6b4b0d3255bfef95601890afd80709"
            regexp_matches("aaaa", "a{2,}")     | true
            regexp_matches("aaaa", "b")         | false
            regexp_matches(missing, "b")        |
            regexp_matches(t, '[' + t)          |
            regexp_replace("abcd", "bc", "x")   | "axd"
            regexp_replace("abcd", "b(.*)d", "$1") | "ac"
            regexp_replace("abcd", "b", "$9")   |
            regexp_substr("hihihello", "hi")    | "hi"
            regexp_substr("hihihello", "(hi)*") | "hihi"
            regexp_substr("abc", "x")           |
            """)
    void functionsOfStrings(String expression, String expected) throws Exception {
        assertValue(expression, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            topic()                             | "things/myThings/thingOne"
            topic(1)                            | "things"
            topic(3)                            | "thingOne"
            topic(4)                            |
            topic(0)                            |
            topic(t)                            |
            timestamp()                         | 1481825251155
            clientid()                          | "n/a"
            sql_version()                       | "2016-03-23"
            get_user_properties('environment')  | ["prod"]
            get_user_properties('other')        | []
            isNull(5)                           | false
            isNull(Null)                        | true
            isNull(missing)                     | false
            isUndefined(5)                      | false
            isUndefined(floor([1,2,3]))         | true
            isUndefined(nothing)                | false
            get(["a", "b", "c"], 1)             | "b"
            get({"a":"b"}, "a")                 | "b"
            get("abc", 1)                       | "b"
            get(["a"], 1)                       |
            get(["a"], -1)                      |
            get(n, 0)                           |
            encode('text', 'base64')            | "dGV4dA=="
            encode(missing, 'base64')           |
            decode('dGV4dA==', 'base64')        | "text"
            decode("eyAidGVtcGVyYXR1cmUiOiAzMyB9Cg==", "base64").temperature | 33
            decode('?', 'base64')               | null
            parse_time("yyyy.MM.dd G 'at' HH:mm:ss z", 100000000, "America/Belize") | "1970.01.01 AD at 21:46:40 CST"
            parse_time("yyyy", timestamp(), "UTC") | "2016"
            parse_time("yyyy", timestamp())     | "2016"
            parse_time("yyyy", t)               |
            parse_time("yyyy", 0, "nowhere")    |
            time_to_epoch("2020-04-03 09:45:18 UTC+01:00", "yyyy-MM-dd HH:mm:ss VV") | 1585903518000
            time_to_epoch("18 December 2015", "dd MMMM yyyy") | 1450396800000
            time_to_epoch("2007-12-03 10:15:30.592 America/Los_Angeles", "yyyy-MM-dd HH:mm:ss.SSS z") | 1196705730592
            time_to_epoch("2020-04-16 11:33:23", "yyyy-MM-dd HH:mm:ss") | 1587036803000
            time_to_epoch("soon", "yyyy")       |
            """)
    void functionsOfTheMessageAndOfTime(String expression, String expected) throws Exception {
        assertValue(expression, expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            cast(true as Int)        | 1
            cast(2.7 as int)         | 2
            cast(-2.1 as INTEGER)    | -3
            cast("5E-12" as Int)     | 0
            cast(s as int)           | 12
            cast(t as int)           |
            cast(nothing as int)     |
            cast(n as Decimal)       | 7
            cast(n as Decimal) / 2   | 3.5
            cast(true as decimal)    | 1.0
            cast("-1.2" as decimal)  | -1.2
            cast(1 as Double)        | 1.0
            cast(0 as Bool)          | false
            cast(0.0 as Boolean)     | false
            cast(-3 as Boolean)      | true
            cast("TRUE" as Boolean)  | true
            cast("1" as Boolean)     |
            cast(12 as String)       | "12"
            cast(d as varchar)       | "2.5"
            cast(list as text)       | "[1,\\"b\\",null]"
            cast(nothing as string)  |
            CASE n WHEN 6 THEN 'six' WHEN 7 THEN 'seven' ELSE 'many' END | "seven"
            CASE n WHEN 6 THEN 'six' END     |
            CASE n WHEN 6 THEN 'six' ELSE 'many' END | "many"
            CASE missing WHEN 6 THEN 'six' ELSE 'many' END |
            """)
    void castsAndCases(String expression, String expected) throws Exception {
        assertValue(expression, expected);
    }

    @Test
    void aUuidIsNewEachTime() throws Exception {
        String first = value("newuuid()");

        assertThat(UUID.fromString(first.replace("\"", ""))).isNotNull();
        assertThat(value("newuuid()")).isNotEqualTo(first);
        assertThat(new BigDecimal(value("rand()"))).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e999999999", "1e-999999999", "1e1000"})
    void aNumberBeyondTheLanguageCostsNothingAndHasNoValue(String number) throws Exception {
        String payload = "{\"x\": " + number + "}";
        for (String expression : Arrays.asList("x + 1", "x * x", "x % 3", "floor(x)", "x > 1", "cast(x as int)")) {
            assertThat(Messages.output("SELECT " + expression + " AS y FROM 'a'", payload))
                    .isEqualTo("{}");
        }
    }

    @Test
    void aMatchThatTakesTooLongIsUndefined() throws Exception {
        String payload = "{\"x\": \"" + "a".repeat(100) + "\"}";

        assertThat(Messages.output("SELECT regexp_matches(x, '.*.*.*.*.*.*b') AS y FROM 'a'", payload))
                .isEqualTo("{}");
        assertThat(Messages.output(
                        "SELECT regexp_matches(x, '(a|b)*c') AS y FROM 'a'",
                        "{\"x\": \"" + "a".repeat(200_000) + "\"}"))
                .isEqualTo("{}");
    }
}
