package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTextTest {

    private static final TimestampText ISO = new TimestampText(List.of(), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "2020-04-16 11:33:23, 2020-04-16T11:33:23Z",
        "2020-04-16T11:33:23Z, 2020-04-16T11:33:23Z",
        "2020-04-16T11:33, 2020-04-16T11:33:00Z",
        "2020-04-16T13:33:23+02:00, 2020-04-16T11:33:23Z",
        "2020-04-16T04:33:23-0700, 2020-04-16T11:33:23Z",
        "2020-04-16T20:33:23+09, 2020-04-16T11:33:23Z",
        "2021-05-19T11:20:00.978328, 2021-05-19T11:20:00.978328Z",
        "2021-05-19T11:20:00.5, 2021-05-19T11:20:00.500Z",
        "2021-05-19T11:20:00.123456789Z, 2021-05-19T11:20:00.123456Z",
        "1969-12-31T23:59:59.999999, 1969-12-31T23:59:59.999999Z",
        "2020-02-29T00:00:00, 2020-02-29T00:00:00Z",
        "' 2020-04-16 11:33:23 ', 2020-04-16T11:33:23Z",
    })
    void iso8601IsReadWithAndWithoutZone(String text, Instant expected) throws InvalidValueException {
        assertThat(parse(ISO, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "2020-04-16",
                "11:33:23",
                "2020-02-30T11:33:23",
                "2019-02-29T11:33:23",
                "2020-13-01T11:33:23",
                "2020-00-01T11:33:23",
                "2020-04-16T24:00:00",
                "2020-04-16T11:60:00",
                "2020-04-16T11:33:60",
                "2020-04-16T11:33:23.",
                "2020-04-16T11:33:23.1234567890",
                "2020-04-16T11:33:23+25:00",
                "2020-04-16T11:33:23X",
                "2020-4-16T11:33:23",
                "1587036803",
                "0000-00-00 00:00:00",
                "20x0-04-16 11:33:23",
                "2020-04-16 11:33:2 ",
                "-020-04-16 11:33:23"
            })
    void aTimeThatDoesNotExistIsInvalidAndNot1970(String text) {
        assertThatThrownBy(() -> parse(ISO, text))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("expected timestamp such as 2020-04-16T11:33:23Z, found \"" + text.trim() + "\"");
    }

    @ParameterizedTest
    @CsvSource({
        "1587036803, 2020-04-16T11:33:23Z",
        "1587036803.1234567, 2020-04-16T11:33:23.123456Z",
        "1587036803123, 2020-04-16T11:33:23.123Z",
        "1587036803123456, 2020-04-16T11:33:23.123456Z",
        "99999999999, 5138-11-16T09:46:39Z",
        "100000000000, 1973-03-03T09:46:40Z",
        "99999999999999, 5138-11-16T09:46:39.999Z",
        "100000000000000, 1973-03-03T09:46:40Z",
        "0, 1970-01-01T00:00:00Z",
        "-1, 1969-12-31T23:59:59Z",
        "-0.5, 1969-12-31T23:59:59.500Z",
    })
    void aNumberIsSecondsMillisecondsOrMicrosecondsByItsSize(BigDecimal number, Instant expected) {
        assertThat(ISO.ofNumber(number)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "seconds, 1587036803, 2020-04-16T11:33:23Z",
        "seconds, 1587036803.25, 2020-04-16T11:33:23.250Z",
        "seconds, 158703680300, 6999-02-13T03:38:20Z",
        "seconds, -1, 1969-12-31T23:59:59Z",
        "millis, 1587036803123, 2020-04-16T11:33:23.123Z",
        "millis, 1587036803123.456, 2020-04-16T11:33:23.123456Z",
        "micros, 1587036803123456, 2020-04-16T11:33:23.123456Z",
        "micros, 7, 1970-01-01T00:00:00.000007Z",
        "micros, -62135596800000000, 0001-01-01T00:00:00Z",
    })
    void aWordAmongTheFormatsSaysWhatANumberIs(String word, BigDecimal number, Instant expected)
            throws InvalidValueException {
        TimestampText text = new TimestampText(List.of(word), ZoneOffset.UTC);

        assertThat(text.ofNumber(number)).isEqualTo(expected);
        assertThat(parse(text, number.toString())).as("as text").isEqualTo(expected);
        assertThat(text.format(expected)).isEqualTo(number.toPlainString());
        assertThat(parse(text, "2020-04-16T11:33:23Z")).as("or ISO").isEqualTo("2020-04-16T11:33:23Z");
    }

    @ParameterizedTest
    @CsvSource({
        "seconds, 253402300800",
        "seconds, -62135596801",
        "millis, 253402300800000",
        "micros, 9223372036854775807",
        "micros, 92233720368547758080000",
        "seconds, 1e300",
        "seconds, soon",
        "seconds, ''",
    })
    void aNumberOfAWordBeyondTheYearsIsNoTime(String word, String number) {
        TimestampText text = new TimestampText(List.of(word), ZoneOffset.UTC);

        assertThatThrownBy(() -> parse(text, number))
                .hasMessage("expected timestamp as " + word + " or ISO 8601, found \"" + number + "\"");
    }

    @Test
    void twoWordsForNumbersAreRefused() {
        assertThatThrownBy(() -> new TimestampText(List.of("millis", "yyyy-MM-dd", "seconds"), ZoneOffset.UTC))
                .hasMessage("timestamp formats: expected one unit of numbers at most, found seconds and millis");
    }

    @ParameterizedTest
    @CsvSource({
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999999999Z, 9999-12-31T23:59:59.999999Z",
        "9999-12-31T23:59:59+00:01, 9999-12-31T23:58:59Z",
        "1582-10-10 00:00:00, 1582-10-10T00:00:00Z", // in the proleptic calendar, as ISO has it
        "1900-02-28 23:59:59, 1900-02-28T23:59:59Z",
        "2038-01-19T03:14:08Z, 2038-01-19T03:14:08Z",
        "2262-04-11T23:47:16.854775808Z, 2262-04-11T23:47:16.854775Z",
    })
    void theYears1To9999CanBeRead(String text, Instant expected) throws InvalidValueException {
        assertThat(parse(ISO, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000-01-01T00:00:00Z",
                "0000-12-31T23:59:59",
                "0001-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "10000-01-01T00:00:00Z",
                "+2020-04-16T11:33:23Z",
                "-0001-01-01T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "2016-12-31T23:59:60Z",
                "2016-12-31T23:59:60.5Z"
            })
    void otherYearsAndLeapSecondsAreInvalid(String text) {
        assertThatThrownBy(() -> parse(ISO, text)).isInstanceOf(InvalidValueException.class);
    }

    @Test
    void aFormatOfATableDoesNotReadThemEither() {
        TimestampText text = new TimestampText(List.of("yyyy/MM/dd HH:mm:ss XXX", "dd.MM.yyyy"), ZoneOffset.UTC);

        for (String time : List.of(
                "0000/01/01 00:00:00 Z",
                "2016/12/31 23:59:60 Z",
                "9999/12/31 23:59:59 -00:01",
                "2020/13/01 00:00:00 Z",
                "2020/04/16 24:00:00 Z",
                "30.02.2020",
                "01.01.0000",
                "31.12.12020",
                "00.00.0000")) {
            assertThatThrownBy(() -> parse(text, time)).as(time).isInstanceOf(InvalidValueException.class);
        }
    }

    @Test
    void aNumberBeyondTheYear9999IsNoTime() {
        assertThat(ISO.ofNumber(new BigDecimal("253402300800000000"))).isNull();
        assertThat(ISO.ofNumber(new BigDecimal("253402300799999999"))).isEqualTo("9999-12-31T23:59:59.999999Z");
        assertThat(ISO.ofNumber(new BigDecimal("1e300"))).isNull();
        assertThat(ISO.ofNumber(new BigDecimal("-62135596800000000"))).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(ISO.ofNumber(new BigDecimal("-62135596800000001"))).isNull();
    }

    @Test
    void theTablesFormatsComeFirstInTheirOrderThenIso() throws InvalidValueException {
        TimestampText text =
                new TimestampText(List.of("dd/MM/yyyy HH:mm:ss", "MMM d, yyyy h:mm a", "yyyyMMdd"), ZoneOffset.UTC);

        assertThat(parse(text, "16/04/2020 11:33:23")).isEqualTo("2020-04-16T11:33:23Z");
        assertThat(parse(text, "Apr 16, 2020 1:33 PM")).isEqualTo("2020-04-16T13:33:00Z");
        assertThat(parse(text, "20200416")).isEqualTo("2020-04-16T00:00:00Z");
        assertThat(parse(text, "2020-04-16T11:33:23Z")).isEqualTo("2020-04-16T11:33:23Z");
        assertThat(text.format(Instant.parse("2020-04-16T11:33:23Z"))).isEqualTo("16/04/2020 11:33:23");
        assertThatThrownBy(() -> parse(text, "31/04/2020 11:33:23"))
                .hasMessage("expected timestamp as dd/MM/yyyy HH:mm:ss or ISO 8601, found \"31/04/2020 11:33:23\"");
    }

    @Test
    void dayAndMonthAreNotMistakenForEachOther() throws InvalidValueException {
        TimestampText text = new TimestampText(List.of("yyyy-dd-MM HH:mm:ss"), ZoneOffset.UTC);

        assertThat(parse(text, "2020-01-04 00:00:00")).isEqualTo("2020-04-01T00:00:00Z");
    }

    @Test
    void millisIsHivesWordForMillisecondsWhateverTheirSize() throws InvalidValueException {
        TimestampText text = new TimestampText(List.of("millis"), ZoneOffset.UTC);

        assertThat(parse(text, "1587036803")).isEqualTo("1970-01-19T08:50:36.803Z");
        assertThat(text.ofNumber(new BigDecimal("1587036803"))).isEqualTo("1970-01-19T08:50:36.803Z");
        assertThat(text.format(Instant.ofEpochMilli(1587036803123L))).isEqualTo("1587036803123");
    }

    @Test
    void aTimeWithoutZoneIsOneOfTheTablesZone() throws InvalidValueException {
        TimestampText berlin = new TimestampText(List.of("yyyy-MM-dd HH:mm:ss"), ZoneId.of("Europe/Berlin"));

        assertThat(parse(berlin, "2020-04-16 13:33:23")).isEqualTo("2020-04-16T11:33:23Z");
        assertThat(parse(berlin, "2020-01-16 13:33:23")).isEqualTo("2020-01-16T12:33:23Z");
        assertThat(parse(berlin, "2020-04-16T13:33:23Z")).isEqualTo("2020-04-16T13:33:23Z");
        assertThat(parse(berlin, "2020-10-25 02:30:00")).as("comes twice").isEqualTo("2020-10-25T00:30:00Z");
        assertThat(berlin.format(Instant.parse("2020-04-16T11:33:23Z"))).isEqualTo("2020-04-16 13:33:23");
        assertThatThrownBy(() -> parse(berlin, "2020-03-29 02:30:00"))
                .as("daylight saving skips it")
                .isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HH:mm:ss", "yyyy-MM", "yyyy-bb", "'", "hh:mm yyyy-MM-dd"})
    void aFormatThatSaysNoDateIsRefused(String format) {
        assertThatThrownBy(() -> new TimestampText(List.of(format), ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("timestamp format '" + format + "': ");
    }

    private static Instant parse(TimestampText timestamps, String text) throws InvalidValueException {
        return timestamps.parse(text.toCharArray(), 0, text.length());
    }
}
