package dev.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class UsageTest {

    @Test
    void theFourFiguresOfGnuTimeAreRead() {
        Usage usage = Usage.parse("21.64 19.33 2.76 1014784\n");

        assertThat(usage).isEqualTo(new Usage(21.64, 19.33, 2.76, 991L << 20));
        assertThat(usage.cpuSeconds()).isEqualTo(19.33 + 2.76);
    }

    @Test
    void whatGnuTimeSaysOfACommandThatFailedIsPassedOver() {
        assertThat(Usage.parse("Command exited with non-zero status 1\n0.01 0.00 0.00 2048\n"))
                .isEqualTo(new Usage(0.01, 0, 0, 2 << 20));
    }

    @Test
    void somethingElseIsShown() {
        assertThatThrownBy(() -> Usage.parse("no such file"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected four figures of GNU time, found 'no such file'");
    }
}
