package dev.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionRangeTest {

    private static final PartitionRange FIRST = new PartitionRange("p", null, Position.offset(4), 5);
    private static final PartitionRange SECOND = new PartitionRange("p", Position.offset(4), Position.offset(9), 3);

    @Test
    void coversWhatComesAfterItsStartUpToItsLast() {
        assertThat(FIRST.covers(Position.offset(0))).isTrue();
        assertThat(SECOND.covers(Position.offset(4))).isFalse();
        assertThat(SECOND.covers(Position.offset(5))).isTrue();
        assertThat(SECOND.covers(Position.offset(9))).isTrue();
        assertThat(SECOND.covers(Position.offset(10))).isFalse();
    }

    @Test
    void aRunAndTheOneThatFollowsAreOne() {
        assertThat(FIRST.followedBy(SECOND)).isEqualTo(new PartitionRange("p", null, Position.offset(9), 8));
    }

    @Test
    void aRunThatDoesNotFollowIsRefused() {
        assertThatThrownBy(() -> SECOND.followedBy(FIRST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("p(start, 4] does not follow p(4, 9]");
    }

    @Test
    void aRunCannotEndBeforeItStartsOrHoldLessThanNothing() {
        assertThatThrownBy(() -> new PartitionRange("p", Position.offset(5), Position.offset(4), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a run of p cannot start after 5 and end at 4");
        assertThatThrownBy(() -> new PartitionRange("p", null, Position.offset(4), -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 0 or more");
    }

    @Test
    void aRunWithoutOneOfItsRecordsIsUpToTwo() {
        PartitionRange run = new PartitionRange("p", Position.offset(4), Position.offset(7), 3);

        assertThat(run.without(new Position.Offset(6)))
                .containsExactly(
                        new PartitionRange("p", Position.offset(4), Position.offset(5), 1),
                        new PartitionRange("p", Position.offset(6), Position.offset(7), 1));
        assertThat(run.without(new Position.Offset(5)))
                .containsExactly(new PartitionRange("p", Position.offset(5), Position.offset(7), 2));
        assertThat(run.without(new Position.Offset(7)))
                .containsExactly(new PartitionRange("p", Position.offset(4), Position.offset(6), 2));
        assertThat(run.without(new Position.Offset(4))).containsExactly(run);
        assertThat(PartitionRange.ofOne("p", new Position.Offset(6)).without(new Position.Offset(6)))
                .isEmpty();
    }

    @Test
    void aRunOfSequenceNumbersIsPartedWithoutAHoleToo() {
        Position refused = new Position.SequenceNumber("50");
        PartitionRange run =
                new PartitionRange("p", new Position.SequenceNumber("0"), new Position.SequenceNumber("99"), 3);

        List<PartitionRange> left = run.without(refused);

        assertThat(left)
                .containsExactly(
                        new PartitionRange("p", new Position.SequenceNumber("0"), new Position.SequenceNumber("49"), 2),
                        new PartitionRange("p", refused, new Position.SequenceNumber("99"), 2));
        assertThat(Progress.of(List.of(left.get(0), PartitionRange.ofOne("p", refused), left.get(1)))
                        .reached("p"))
                .isEqualTo(run.last());
        assertThat(run.without(new Position.SequenceNumber("99")))
                .containsExactly(new PartitionRange(
                        "p", new Position.SequenceNumber("0"), new Position.SequenceNumber("98"), 2));
        assertThat(PartitionRange.ofOne("p", refused).without(refused)).isEmpty();
    }

    @Test
    void twoRunsShareWhatIsInBoth() {
        assertThat(run(0L, 5).sharedWith(run(3L, 9))).isEqualTo(new PartitionRange("p", at(3), at(5), 2));
        assertThat(run(3L, 9).sharedWith(run(0L, 5))).isEqualTo(new PartitionRange("p", at(3), at(5), 2));
        assertThat(run(null, 5).sharedWith(run(null, 9))).isEqualTo(run(null, 5));
        assertThat(run(null, 5).sharedWith(run(2L, 9))).isEqualTo(new PartitionRange("p", at(2), at(5), 3));
        assertThat(run(0L, 5).sharedWith(run(5L, 9))).isNull();
        assertThat(run(0L, 5).sharedWith(run(6L, 9))).isNull();
    }

    @Test
    void aRunThatSaysWhereAPartitionStartsIsSharedWithWhatStartsThere() {
        PartitionRange start = PartitionRange.startingAfter("p", at(3));

        assertThat(start.sharedWith(run(3L, 9))).isEqualTo(start);
        assertThat(run(3L, 9).sharedWith(start)).isEqualTo(start);
        assertThat(start.sharedWith(run(4L, 9))).isNull();
    }

    private static PartitionRange run(Long after, long last) {
        return new PartitionRange("p", after == null ? null : at(after), at(last), after == null ? last : last - after);
    }

    private static Position at(long offset) {
        return Position.offset(offset);
    }
}
