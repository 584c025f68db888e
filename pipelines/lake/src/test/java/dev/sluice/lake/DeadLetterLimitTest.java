package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeadLetterLimitTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 9, false",
        "0, 1, 9, true",
        "100, 100, 100, false",
        "100, 101, 5000, true",
    })
    void aNumberIsExceededByOneMore(String limit, long letters, long records, boolean exceeded) {
        assertThat(limit(limit).isExceededBy(letters, records, false)).isEqualTo(exceeded);
    }

    @ParameterizedTest
    @CsvSource({
        "1%, 10, 1000, false, false",
        "1%, 11, 1000, false, true",
        "1%, 999, 999, false, false",
        "1%, 999, 999, true, true",
        "1%, 9, 900, true, false",
        "0.5%, 6, 1000, false, true",
        "0%, 0, 0, true, false",
        "100%, 5000, 5000, true, false",
    })
    void aShareIsJudgedFromAThousandRecordsOnAndAtTheEnd(
            String limit, long letters, long records, boolean atEnd, boolean exceeded) {
        assertThat(limit(limit).isExceededBy(letters, records, atEnd)).isEqualTo(exceeded);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "many", "%", "-1%", "100.1%", "1 %", "1e3", "9999999999999999999"})
    void whatIsNeitherIsNone(String text) {
        assertThat(DeadLetterLimit.parse(text)).isEmpty();
    }

    @Test
    void itSaysItselfAsItWasWritten() {
        assertThat(limit("12")).hasToString("12");
        assertThat(limit("0.50%")).hasToString("0.50%");
    }

    private static DeadLetterLimit limit(String text) {
        return DeadLetterLimit.parse(text).orElseThrow();
    }
}
