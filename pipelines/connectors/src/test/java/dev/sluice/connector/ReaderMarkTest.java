package dev.sluice.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.Position;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

final class ReaderMarkTest {

    /** Layout 1, one partition, "p/0" after 41. */
    private static final byte[] LAYOUT_1 = HexFormat.ofDelimiter(" ").parseHex("01 00 00 00 01 03 70 2f 30 02 34 31");

    @Test
    void comesBackAsItWas() throws CoderException {
        Map<String, Position> after = Map.of(
                "readings/0", Position.offset(-1),
                "readings/1", Position.offset(Long.MAX_VALUE),
                "shardId-000000000000", new Position.SequenceNumber("49605240428222076621"));

        byte[] bytes = CoderUtils.encodeToByteArray(ReaderMark.CODER, new ReaderMark(after, null));

        assertThat(CoderUtils.decodeFromByteArray(ReaderMark.CODER, bytes).after())
                .isEqualTo(after);
    }

    @Test
    void layout1IsReadAndWritten() throws CoderException {
        ReaderMark mark = CoderUtils.decodeFromByteArray(ReaderMark.CODER, LAYOUT_1);

        assertThat(mark.after()).isEqualTo(Map.of("p/0", Position.offset(41)));
        assertThat(CoderUtils.encodeToByteArray(ReaderMark.CODER, mark)).isEqualTo(LAYOUT_1);
    }

    @Test
    void anotherLayoutIsRefused() {
        byte[] other = LAYOUT_1.clone();
        other[0] = 2;

        assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(ReaderMark.CODER, other))
                .isInstanceOf(CoderException.class)
                .hasMessage("expected layout 1 of a reader's mark, found 2");
    }

    @Test
    void aMarkThatWasStoredHasNobodyToTell() throws IOException {
        CoderUtils.decodeFromByteArray(ReaderMark.CODER, LAYOUT_1).finalizeCheckpoint();
    }
}
