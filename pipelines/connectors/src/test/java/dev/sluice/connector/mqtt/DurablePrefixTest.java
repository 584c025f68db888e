package dev.sluice.connector.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import org.junit.jupiter.api.Test;

final class DurablePrefixTest {

    private final DurablePrefix prefix = new DurablePrefix();

    @Test
    void growsWithRunsThatFollowEachOther() {
        assertThat(prefix.add(run(-1, 9))).isEqualTo(9);
        assertThat(prefix.add(run(9, 14))).isEqualTo(14);
    }

    @Test
    void waitsForTheRunThatIsMissing() {
        assertThat(prefix.add(run(9, 14))).isEqualTo(-1);
        assertThat(prefix.add(run(20, 30))).isEqualTo(-1);
        assertThat(prefix.add(run(-1, 9))).isEqualTo(14);
        assertThat(prefix.add(run(14, 20))).isEqualTo(30);
    }

    @Test
    void doesNotMindRunsOfNoRecordsAndRunsThatComeTwice() {
        assertThat(prefix.add(run(-1, -1))).isEqualTo(-1);
        assertThat(prefix.add(run(5, 5))).isEqualTo(-1);
        assertThat(prefix.add(run(-1, 5))).isEqualTo(5);
        assertThat(prefix.add(run(-1, 5))).isEqualTo(5);
        assertThat(prefix.add(run(2, 7))).isEqualTo(7);
        assertThat(prefix.add(run(5, 6))).isEqualTo(7);
    }

    private static PartitionRange run(long after, long last) {
        return new PartitionRange("s#1", Position.offset(after), Position.offset(last), last - after);
    }
}
