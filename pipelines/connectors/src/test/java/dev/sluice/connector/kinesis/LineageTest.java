package dev.sluice.connector.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.Position;
import dev.sluice.record.Position.SequenceNumber;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LineageTest {

    private static final Position BEGINNING = ShardPosition.BEGINNING;
    private static final Position HALF_WAY =
            new SequenceNumber("49680407365994911700038695791235058722341023538976129026");
    private static final Position END = ShardPosition.END;

    @Test
    void childrenAreReadyWhenTheirParentIsAtItsEnd() {
        Lineage split =
                lineage(shard("p", null, null, 0, 100), shard("c", "p", null, 0, 50), shard("d", "p", null, 50, 100));

        assertThat(ready(split, Map.of("p", HALF_WAY))).containsExactly("p");
        assertThat(ready(split, Map.of("p", END))).containsExactly("c", "d");
        assertThat(ready(split, Map.of("p", END, "c", HALF_WAY, "d", END))).containsExactly("c");
    }

    @Test
    void aChildOfTwoWaitsForBothWhereBothAreReadHere() {
        Lineage merged =
                lineage(shard("p", null, null, 0, 50), shard("q", null, null, 50, 100), shard("c", "p", "q", 0, 100));

        assertThat(ready(merged, Map.of("p", END, "q", BEGINNING))).containsExactly("q");
        assertThat(ready(merged, Map.of("p", BEGINNING, "q", END))).containsExactly("p");
        assertThat(ready(merged, Map.of("p", END, "q", END))).containsExactly("c");
    }

    @Test
    void aChildOfTwoReadersIsReadByTheOneWhoHasTheFirstParent() {
        Lineage merged =
                lineage(shard("p", null, null, 0, 50), shard("q", null, null, 50, 100), shard("c", "p", "q", 0, 100));

        assertThat(ready(merged, Map.of("p", END))).containsExactly("c");
        assertThat(ready(merged, Map.of("q", END))).isEmpty();
    }

    @Test
    void aChildWaitsForAParentThatHasNotBeenFoundYet() {
        // q is to be split; of its children, d is merged with p
        Lineage lineage = lineage(
                shard("p", null, null, 0, 30),
                shard("q", null, null, 30, 100),
                shard("d", "q", null, 30, 60),
                shard("e", "q", null, 60, 100),
                shard("c", "p", "d", 0, 60));

        assertThat(ready(lineage, Map.of("p", END, "q", HALF_WAY))).containsExactly("q");
        assertThat(ready(lineage, Map.of("p", END, "q", END))).containsExactly("d", "e");
        assertThat(ready(lineage, Map.of("p", END, "q", END, "d", END, "e", END)))
                .containsExactly("c");
    }

    @Test
    void aShardWhoseParentsAreGoneIsReadyAtOnce() {
        Lineage lineage = lineage(shard("c", "gone", "gone too", 0, 100));

        assertThat(ready(lineage, Map.of("c", BEGINNING))).containsExactly("c");
        assertThat(ready(lineage, Map.of("gone", END))).containsExactly("c");
        assertThat(ready(lineage, Map.of())).isEmpty();
    }

    @Test
    void shardsAreDealtOutSideBySide() {
        Lineage lineage = lineage(
                shard("a", null, null, 0, 10),
                shard("c", null, null, 20, 30),
                shard("b", null, null, 10, 20),
                shard("e", null, null, 40, 50),
                shard("d", null, null, 30, 40));

        assertThat(lineage.deal(1, Set.of())).containsExactly(List.of("a", "b", "c", "d", "e"));
        assertThat(lineage.deal(2, Set.of())).containsExactly(List.of("a", "b", "c"), List.of("d", "e"));
        assertThat(lineage.deal(3, Set.of())).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
        assertThat(lineage.deal(9, Set.of()))
                .containsExactly(List.of("a"), List.of("b"), List.of("c"), List.of("d"), List.of("e"));
    }

    @Test
    void shardsThatStandBehindEachOtherAreDealtOutTogetherUnlessTheyWereRead() {
        Lineage lineage = lineage(
                shard("p", null, null, 0, 50),
                shard("q", null, null, 50, 100),
                shard("c", "p", null, 0, 25),
                shard("d", "p", null, 25, 50));

        assertThat(lineage.deal(4, Set.of())).containsExactly(List.of("p", "c", "d"), List.of("q"));
        assertThat(lineage.deal(4, Set.of("p"))).containsExactly(List.of("c", "p"), List.of("d"), List.of("q"));
    }

    @Test
    void aStreamWithoutShardsHasOneEmptyPart() {
        assertThat(lineage().deal(4, Set.of())).containsExactly(List.of());
    }

    @Test
    void aShardIsOverWhenItIsReadAndGoneAndItsChildrenAreFound() {
        Lineage lineage = lineage(shard("c", "p", null, 0, 100), shard("x", null, null, 0, 100));

        assertThat(lineage.isOver("p", Map.of("p", END))).isFalse();
        assertThat(lineage.isOver("p", Map.of("p", END, "c", BEGINNING))).isTrue();
        assertThat(lineage.isOver("p", Map.of("p", HALF_WAY, "c", BEGINNING))).isFalse();
        assertThat(lineage.isOver("x", Map.of("x", END))).isFalse();
    }

    private static List<String> ready(Lineage lineage, Map<String, Position> held) {
        return lineage.ready(held).stream().map(Shard::id).toList();
    }

    private static Lineage lineage(Shard... shards) {
        return new Lineage(List.of(shards));
    }

    private static Shard shard(String id, String parent, String adjacent, long first, long end) {
        return new Shard(id, parent, adjacent, BigInteger.valueOf(first), BigInteger.valueOf(end - 1), false);
    }
}
