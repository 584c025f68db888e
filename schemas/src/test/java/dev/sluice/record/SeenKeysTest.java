package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SeenKeysTest {

    private static final int NOW = 1_587_036_803;

    private final SeenKeys keys = new SeenKeys(3_600);

    @Test
    void aKeyIsNewOnce() {
        assertThat(keys.add(1, 2, NOW)).isTrue();
        assertThat(keys.add(1, 2, NOW)).isFalse();
        assertThat(keys.add(2, 1, NOW)).as("the halves are not the same").isTrue();
        assertThat(keys.add(0, 1, NOW)).isTrue();
        assertThat(keys.add(-1, -1, NOW)).isTrue();
        assertThat(keys.add(-1, -1, NOW + 1)).isFalse();
    }

    @Test
    void aKeyIsRememberedFromWhenItWasFirstSeen() {
        keys.add(1, 2, NOW);

        assertThat(keys.add(1, 2, NOW + 3_600)).isFalse();
        assertThat(keys.add(1, 2, NOW + 3_601)).isTrue();
        assertThat(keys.add(1, 2, NOW + 7_201)).isFalse();
    }

    @Test
    void aClockThatGoesBackForgetsNothing() {
        keys.add(1, 2, NOW);

        assertThat(keys.add(1, 2, NOW - 10_000)).isFalse();
    }

    @Test
    void whatWasSeenLongAgoIsNotRestoredAndOfTwoTimesTheLaterCounts() {
        keys.restore(1, 1, NOW - 3_601, NOW);
        keys.restore(2, 2, NOW - 100, NOW);
        keys.restore(2, 2, NOW - 200, NOW);

        assertThat(keys.add(1, 1, NOW)).isTrue();
        assertThat(keys.add(2, 2, NOW + 3_500)).isFalse();
        assertThat(keys.add(2, 2, NOW + 3_501)).isTrue();
    }

    @Test
    void keysThatBelongInOnePlaceGetTheNext() {
        for (int low = 1; low <= 500; low++) {
            assertThat(keys.add(-1, low, NOW)).isTrue(); // the last place: the next is the first
        }
        for (int low = 1; low <= 500; low++) {
            assertThat(keys.add(-1, low, NOW)).isFalse();
        }
    }

    @Test
    void itIsRightAboutRandomKeysOverManyHours() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Long, Integer> expected = new HashMap<>();

        for (int i = 0; i < 300_000; i++) {
            int now = NOW + i / 20; // four hours
            long key = random.nextInt(100_000);
            Integer seen = expected.get(key);
            boolean isNew = seen == null || now - seen > 3_600;
            if (isNew) {
                expected.put(key, now);
            }
            if (keys.add(key * 0x9E3779B97F4A7C15L, key, now) != isNew) {
                throw new AssertionError("seed " + seed + ", key " + i + ": expected it to be new: " + isNew);
            }
        }
    }

    @Test
    void itsMemoryIsThatOfTheKeysOfOneHour() {
        Random random = new Random(1);
        long most = 0;
        for (int second = 0; second < 10 * 3_600; second++) {
            for (int i = 0; i < 20; i++) {
                keys.add(random.nextLong(), random.nextLong(), NOW + second);
            }
            most = Math.max(most, keys.sizeInBytes());
        }

        long remembered = 20 * 3_601;
        assertThat(most).isLessThanOrEqualTo(remembered * 50);
    }
}
