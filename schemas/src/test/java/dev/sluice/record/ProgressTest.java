package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void runsThatFollowEachOtherAreJoinedInWhateverOrderTheyCame() {
        Progress progress = Progress.of(List.of(run("p", 9L, 14, 5), run("p", null, 4, 5), run("p", 4L, 9, 5)));

        assertThat(progress.ranges()).containsOnlyKeys("p");
        assertThat(progress.ranges().get("p")).containsExactly(run("p", null, 14, 15));
        assertThat(progress.after("p")).isEqualTo(Position.offset(14));
        assertThat(progress.hasHoles("p")).isFalse();
        assertThat(progress.records()).isEqualTo(15);
    }

    @Test
    void afterAHoleASourceGoesOnBehindTheFirstRunAndLeavesTheLaterOneOut() {
        Progress progress = Progress.of(List.of(run("p", null, 4, 5), run("p", 9L, 14, 5)));

        assertThat(progress.hasHoles("p")).isTrue();
        assertThat(progress.after("p")).isEqualTo(Position.offset(4));
        assertThat(progress.covering("p", Position.offset(4))).isNotNull();
        assertThat(progress.covering("p", Position.offset(5))).isNull();
        assertThat(progress.covering("p", Position.offset(9))).isNull();
        assertThat(progress.covering("p", Position.offset(10))).isNotNull();
        assertThat(progress.covering("p", Position.offset(15))).isNull();
    }

    @Test
    void whatIsSaidTwiceCountsOnce() {
        Progress progress = Progress.of(
                List.of(run("p", null, 4, 5), run("p", 4L, 9, 5), run("p", null, 4, 5), run("p", 6L, 8, 2)));

        assertThat(progress.hasHoles("p")).isFalse();
        assertThat(progress.after("p")).isEqualTo(Position.offset(9));
        assertThat(progress.records()).isEqualTo(10);
    }

    @Test
    void runsThatOverlapReachAsFarAsTheyGoWithoutAHole() {
        Progress progress = Progress.of(List.of(run("p", null, 10, 11), run("p", 5L, 20, 15), run("p", 25L, 30, 5)));

        assertThat(progress.reached("p")).isEqualTo(Position.offset(20));
        assertThat(progress.reached("q")).isNull();
        assertThat(progress.covering("p", Position.offset(15)).last()).isEqualTo(Position.offset(20));
        assertThat(progress.covering("p", Position.offset(22))).isNull();
    }

    @Test
    void partitionsDoNotKnowEachOther() {
        Progress progress = Progress.of(List.of(run("p", null, 4, 5), run("q", 4L, 9, 5)));

        assertThat(progress.after("p")).isEqualTo(Position.offset(4));
        assertThat(progress.after("q")).isEqualTo(Position.offset(9));
        assertThat(progress.covering("q", Position.offset(4))).isNull();
        assertThat(progress.after("r")).isNull();
        assertThat(progress.covering("r", Position.offset(0))).isNull();
        assertThat(progress.hasHoles("r")).isFalse();
    }

    @Test
    void noneIsNone() {
        assertThat(Progress.none().isNone()).isTrue();
        assertThat(Progress.none().after("p")).isNull();
        assertThat(Progress.none().records()).isZero();
    }

    private static PartitionRange run(String partition, Long after, long last, long records) {
        return new PartitionRange(
                partition, after == null ? null : Position.offset(after), Position.offset(last), records);
    }
}
