package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TakeoversTest {

    private final List<Exception> reasons = new ArrayList<>();
    private final Takeovers takeovers =
            new Takeovers(new MqttAddress(MqttBroker.of("mqtt://h"), "a/#", "lake"), reasons::add);

    @Test
    void threeWithinAMinuteAreTooMany() {
        another(0);
        another(30);
        assertThat(reasons).isEmpty();

        another(60);
        assertThat(reasons)
                .singleElement()
                .satisfies(reason -> assertThat(reason)
                        .hasMessage("another client has taken over the session 'lake' at the MQTT broker h:1883 3 times"
                                + " within 60 s: every job needs a client id of its own"));
    }

    @Test
    void onesThatComeNowAndThenAreNot() {
        another(0);
        another(40);
        another(80);
        another(120);

        assertThat(reasons).isEmpty();
    }

    private void another(long seconds) {
        takeovers.another(Duration.ofSeconds(seconds).toNanos());
    }
}
