package dev.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.jcodings.specific.UTF8Encoding;
import org.joni.Matcher;
import org.joni.Option;
import org.joni.Regex;
import org.junit.jupiter.api.Test;

class MatchWatchTest {

    private final Deque<Runnable> looks = new ArrayDeque<>();
    private final AtomicLong cpu = new AtomicLong(7);
    private final MatchWatch watch = new MatchWatch(looks::add, thread -> cpu.get());

    @Test
    void whatTheThreadHasRunSinceTheFirstLookCounts() {
        try (MatchWatch.Watched watched = watch.open(Duration.ofNanos(100))) {
            cpu.set(1_000); // before anybody looked
            look();
            cpu.set(1_099);
            look();
            assertThat(search(watched)).isZero();

            cpu.set(1_100);
            look();

            assertThat(search(watched)).isEqualTo(Matcher.INTERRUPTED);
            assertThat(watched.isOver()).isTrue();
        }
    }

    @Test
    void aThreadThatDoesNotRunIsNotLate() {
        try (MatchWatch.Watched watched = watch.open(Duration.ofNanos(1))) {
            for (int i = 0; i < 100; i++) {
                look();
            }

            assertThat(watched.isOver()).isFalse();
        }
    }

    @Test
    void oneLookIsDueWhileThereIsAMatchAndNoneWhenThereIsNone() {
        MatchWatch.Watched first = watch.open(Duration.ofNanos(100));
        MatchWatch.Watched second = watch.open(Duration.ofNanos(100));
        assertThat(looks).hasSize(1);

        first.close();
        look();
        assertThat(looks).hasSize(1);
        second.close();
        look();
        assertThat(looks).isEmpty();

        try (MatchWatch.Watched third = watch.open(Duration.ofNanos(100))) {
            assertThat(third.isOver()).isFalse();
            assertThat(looks).hasSize(1);
        }
    }

    private void look() {
        looks.remove().run();
    }

    private static int search(MatchWatch.Watched watched) {
        byte[] pattern = {'a'};
        Regex regex = new Regex(pattern, 0, 1, Option.NONE, UTF8Encoding.INSTANCE);
        return watched.search(regex.matcher(pattern), 0, 1);
    }
}
