package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PublicationTest {

    private static final Publication PUBLICATION = new Publication(
            "one",
            List.of(
                    new Publication.DataFile("/lake/_sluice/pending/a.pending", "/lake/year=2020/part-a.parquet", 3),
                    new Publication.DataFile("/lake/_sluice/pending/b.pending", "/lake/größe \"b\"\n.ndjson", 1)),
            List.of(
                    new PartitionRange("readings/0", Position.offset(-1), Position.offset(2), 3),
                    new PartitionRange("shard", null, new Position.SequenceNumber("4960524042822207662100"), 1)),
            4,
            3,
            1);

    private static final String LINE = "{\"id\":\"one\",\"records\":1,\"rows\":2,\"deadLetters\":0,"
            + "\"files\":[{\"pending\":\"/p\",\"path\":\"/f\",\"rows\":2}],"
            + "\"ranges\":[{\"partition\":\"t/0\",\"after\":null,\"last\":\"0\",\"records\":1},"
            + "{\"partition\":\"s\",\"after\":\"#1\",\"last\":\"#2\",\"records\":1}]}";

    @Test
    void aLineComesBackAsItWas() throws IOException {
        String line = PUBLICATION.toLine();

        assertThat(line).doesNotContain("\n");
        assertThat(Publication.parse(line)).isEqualTo(PUBLICATION);
    }

    @Test
    void theFormOfALineStays() throws IOException {
        Publication publication = new Publication(
                "one",
                List.of(new Publication.DataFile("/p", "/f", 2)),
                List.of(
                        new PartitionRange("t/0", null, Position.offset(0), 1),
                        new PartitionRange("s", new Position.SequenceNumber("1"), new Position.SequenceNumber("2"), 1)),
                1,
                2,
                0);

        assertThat(Publication.parse(LINE)).isEqualTo(publication);
        assertThat(publication.toLine()).isEqualTo(LINE);
    }

    @Test
    void theCoderGivesBackWhatItTook() throws IOException {
        byte[] bytes = CoderUtils.encodeToByteArray(Publication.CODER, PUBLICATION);

        assertThat(CoderUtils.decodeFromByteArray(Publication.CODER, bytes)).isEqualTo(PUBLICATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "{\"id\":", "[1]", "garbage"})
    void whatIsNoPublicationIsSaid(String line) {
        assertThatThrownBy(() -> Publication.parse(line))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("not a publication: ");
    }
}
