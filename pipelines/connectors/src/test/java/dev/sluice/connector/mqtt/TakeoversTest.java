package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class TakeoversTest {

    private final Takeovers takeovers = new Takeovers();

    @Test
    void threeWithinAMinuteAreTooMany() {
        assertThat(another(0)).isFalse();
        assertThat(another(30)).isFalse();
        assertThat(another(60)).isTrue();
    }

    @Test
    void onesThatComeNowAndThenAreNot() {
        assertThat(another(0)).isFalse();
        assertThat(another(40)).isFalse();
        assertThat(another(80)).isFalse();
        assertThat(another(120)).isFalse();
    }

    private boolean another(long seconds) {
        return takeovers.another(Duration.ofSeconds(seconds).toNanos());
    }
}
