package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PositionsTest {

    private final Positions positions = new Positions(true);

    @Test
    void runsThatFollowEachOtherLeaveNothingToFind() {
        positions.add("topic", List.of(range("p", 4, 9), range("p", -1, 4), range("q", 0, 1)));
        positions.add("topic", List.of(range("p", 9, 9), range("p", 4, 4), range("p", 9, 12)));

        assertThat(positions.findings()).isEmpty();
    }

    @Test
    void aGapIsNamedWithBothItsEnds() {
        positions.add("topic", List.of(range("p", -1, 4), range("p", 6, 9)));

        assertThat(positions.findings())
                .containsExactly("gap: topic, p: nothing states what became of the records after 4, up to 6");
    }

    @Test
    void aGapBeforeTheFirstRecordReadIsFoundByWhereTheJobStarted() {
        positions.add("topic", List.of(range("p", 99, 99), range("p", 120, 130)));

        assertThat(positions.findings()).singleElement().asString().contains("after 99, up to 120");
    }

    @Test
    void anOverlapIsNamedWithBothItsEnds() {
        positions.add("topic", List.of(range("p", -1, 9), range("p", 4, 7), range("p", 8, 12)));

        assertThat(positions.findings())
                .containsExactly(
                        "overlap: topic, p: the records after 4, up to 7, are accounted for twice",
                        "overlap: topic, p: the records after 8, up to 9, are accounted for twice");
    }

    @Test
    void twoRunsFromTheFirstRecordOnOverlap() {
        PartitionRange whole = new PartitionRange("shard", null, new Position.SequenceNumber("7"), 3);
        positions.add("stream", List.of(whole, whole));

        assertThat(positions.findings())
                .containsExactly("overlap: stream, shard: the records up to #7, are accounted for twice");
    }

    @Test
    void positionsOfDifferentSourcesAreNotCompared() {
        positions.add("topic a", List.of(range("p", -1, 4)));
        positions.add("topic b", List.of(range("p", -1, 4)));

        assertThat(positions.findings()).isEmpty();
    }

    private static PartitionRange range(String partition, long after, long last) {
        return new PartitionRange(partition, Position.offset(after), Position.offset(last), last - after);
    }
}
