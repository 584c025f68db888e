package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PositionTest {

    @Test
    void sequenceNumbersAreOrderedAsNumbersNotAsText() {
        Position nine = new Position.SequenceNumber("9");
        Position ten = new Position.SequenceNumber("10");

        assertThat(nine).isLessThan(ten);
        assertThat(Position.offset(9)).isLessThan(Position.offset(10));
    }

    @Test
    void textComesBackAsThePositionItWas() {
        Position number = new Position.SequenceNumber("49590338271490256608559692538361571095921575989136588898");

        assertThat(Position.parse(number.text())).isEqualTo(number);
        assertThat(Position.parse(Position.offset(42).text())).isEqualTo(Position.offset(42));
    }

    @Test
    void positionsOfDifferentKindsAreNotCompared() {
        assertThatThrownBy(() -> Position.offset(1).compareTo(new Position.SequenceNumber("1")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSequenceNumberHasDigitsOnly() {
        assertThatThrownBy(() -> new Position.SequenceNumber("12a")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Position.SequenceNumber("")).isInstanceOf(IllegalArgumentException.class);
    }
}
