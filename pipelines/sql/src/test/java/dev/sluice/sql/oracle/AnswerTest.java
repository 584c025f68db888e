package dev.sluice.sql.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final List<String> COLUMNS = List.of("sensor_id INT", "temperature DOUBLE", "price DECIMAL(10, 2)");
    private static final Answer EXPECTED =
            new Answer(COLUMNS, List.of("[1,20.5,\"1.00\"]", "[1,20.5,\"1.00\"]", "[null,null,null]"));

    @Test
    void rowsInAnotherOrderAreTheSame() {
        Answer other = new Answer(COLUMNS, List.of("[null,null,null]", "[1,20.5,\"1.00\"]", "[1,20.5,\"1.00\"]"));

        assertThat(EXPECTED.differences(other)).isEmpty();
    }

    @Test
    void doublesMayDifferInTheirLastDigits() {
        Answer other = new Answer(
                COLUMNS, List.of("[1,20.500000000000004,\"1.00\"]", "[1,20.5,\"1.00\"]", "[null,null,null]"));

        assertThat(EXPECTED.differences(other)).isEmpty();
    }

    @Test
    void doublesThatDifferByMoreAreShown() {
        Answer other =
                new Answer(COLUMNS, List.of("[1,20.500000001,\"1.00\"]", "[1,20.5,\"1.00\"]", "[null,null,null]"));

        assertThat(EXPECTED.differences(other))
                .containsExactly(
                        "rows: 1 missing of 3, 1 too many of 3",
                        "  - [1,20.5,\"1.00\"]",
                        "  + [1,20.500000001,\"1.00\"]");
    }

    @Test
    void everyOtherValueIsComparedExactly() {
        Answer other = new Answer(COLUMNS, List.of("[1,20.5,\"1.0\"]", "[1,20.5,\"1.00\"]", "[null,null,0]"));

        assertThat(EXPECTED.differences(other)).first().isEqualTo("rows: 2 missing of 3, 2 too many of 3");
    }

    @Test
    void aRowThatComesOnceTooOftenOrTooSeldomIsADifference() {
        Answer twice = new Answer(COLUMNS, List.of("[1,20.5,\"1.00\"]", "[null,null,null]", "[null,null,null]"));

        assertThat(EXPECTED.differences(twice))
                .containsExactly(
                        "rows: 1 missing of 3, 1 too many of 3", "  - [1,20.5,\"1.00\"]", "  + [null,null,null]");
    }

    @Test
    void namesAndTypesOfColumnsAreCompared() {
        Answer other = new Answer(
                List.of("sensor_id INT", "temperature DOUBLE NOT NULL", "price DECIMAL(10, 2)"), EXPECTED.rows());

        assertThat(EXPECTED.differences(other))
                .singleElement()
                .asString()
                .contains("found [sensor_id INT, temperature DOUBLE NOT NULL");
    }
}
