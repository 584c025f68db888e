package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class WindowTest {

    private final Window window = new Window(100);
    private Duration now = Duration.ofHours(1);

    @BeforeEach
    void arrive() {
        window.arrived(now.toNanos());
    }

    @Test
    void asksOnceForEachHalf() {
        assertThat(asks(0, 48)).isFalse();
        assertThat(asks(0, 49)).isTrue();
        assertThat(asks(0, 60)).isFalse();
    }

    @Test
    void asksAgainWhereOnlyAPartWasPublished() {
        assertThat(asks(0, 49)).isTrue();
        assertThat(asks(20, 98)).isFalse();
        assertThat(asks(20, 99)).isTrue();
    }

    @Test
    void asksOnAsLongAsItIsFull() {
        assertThat(asks(0, 60)).isTrue();
        assertThat(asks(0, 99)).isTrue();
        assertThat(asks(0, 99)).isTrue();
        assertThat(asks(99, 99)).isFalse();
    }

    @Test
    void aWindowOfOneMessageIsAlwaysFull() {
        Window one = new Window(1);

        assertThat(one.isToBePublished(0, -1, 0)).isFalse();
        assertThat(one.isToBePublished(0, 0, 0)).isTrue();
    }

    @Test
    void aSilenceThatEndsWithTheAcknowledgementsShowsTheWindowOfTheBroker() {
        arrive();
        assertThat(asks(0, 19)).isFalse();
        pass(2_000);
        assertThat(asks(0, 19)).isTrue();
        assertThat(asks(0, 19)).as("once").isFalse();
        window.acknowledged(now.toNanos());
        pass(50);
        arrive();

        assertThat(window.size()).isEqualTo(20);
        assertThat(asks(20, 28)).isFalse();
        assertThat(asks(20, 29)).as("half of it").isTrue();
    }

    @Test
    void aSilenceThatGoesOnWasNone() {
        arrive();
        pass(3_000);
        assertThat(asks(0, 0)).isTrue();
        window.acknowledged(now.toNanos());
        pass(1_000);
        arrive();

        assertThat(window.size()).isEqualTo(100);
        pass(3_000);
        assertThat(asks(1, 1)).as("not again for as few").isFalse();
        assertThat(asks(1, 2)).isTrue();
    }

    @Test
    void aBrokerThatSendsMoreHasALargerWindow() {
        aSilenceThatEndsWithTheAcknowledgementsShowsTheWindowOfTheBroker();

        assertThat(asks(30, 50)).isFalse();
        assertThat(window.size()).isEqualTo(100);
    }

    private boolean asks(long oldest, long given) {
        return window.isToBePublished(oldest, given, now.toNanos());
    }

    private void pass(long millis) {
        now = now.plusMillis(millis);
    }
}
