package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WindowTest {

    private final Window window = new Window(100);

    @Test
    void asksOnceForEachHalf() {
        assertThat(window.isToBePublished(0, 48)).isFalse();
        assertThat(window.isToBePublished(0, 49)).isTrue();
        assertThat(window.isToBePublished(0, 60)).isFalse();
    }

    @Test
    void asksAgainWhereOnlyAPartWasPublished() {
        assertThat(window.isToBePublished(0, 49)).isTrue();
        assertThat(window.isToBePublished(20, 98)).isFalse();
        assertThat(window.isToBePublished(20, 99)).isTrue();
    }

    @Test
    void asksOnAsLongAsItIsFull() {
        assertThat(window.isToBePublished(0, 60)).isTrue();
        assertThat(window.isToBePublished(0, 99)).isTrue();
        assertThat(window.isToBePublished(0, 99)).isTrue();
        assertThat(window.isToBePublished(99, 99)).isFalse();
    }

    @Test
    void aWindowOfOneMessageIsAlwaysFull() {
        Window one = new Window(1);

        assertThat(one.isToBePublished(0, -1)).isFalse();
        assertThat(one.isToBePublished(0, 0)).isTrue();
    }
}
