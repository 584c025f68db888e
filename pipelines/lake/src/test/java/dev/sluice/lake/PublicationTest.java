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
                    new Publication.DataFile("year=2020/part-a.parquet", 3, 1L << 40, -1),
                    new Publication.DataFile("größe \"b\"\n.ndjson", 1, 0, 0)),
            List.of(
                    new PartitionRange("readings/0", Position.offset(-1), Position.offset(2), 3),
                    new PartitionRange("shard", null, new Position.SequenceNumber("4960524042822207662100"), 1)),
            new Publication.Counts(4, 2, 1, 1, 0, 3));

    private static final String LINE = "{\"layout\":1,\"id\":\"one\",\"read\":2,\"gaveRows\":1,\"gaveNone\":1,"
            + "\"deadLetters\":0,\"rows\":2,\"files\":[[\"f\",2,77,\"ff\"]],"
            + "\"ranges\":[[\"t/0\",null,\"0\",1],[\"s\",\"#1\",\"#2\",1]]}";

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
                List.of(new Publication.DataFile("f", 2, 77, 255)),
                List.of(
                        new PartitionRange("t/0", null, Position.offset(0), 1),
                        new PartitionRange("s", new Position.SequenceNumber("1"), new Position.SequenceNumber("2"), 1)),
                new Publication.Counts(2, 1, 1, 0, 0, 2));

        assertThat(Publication.parse(LINE)).isEqualTo(publication);
        assertThat(publication.toLine()).isEqualTo(LINE);
    }

    @Test
    void duplicatesMakeALineOfLayout2() throws IOException {
        Publication publication =
                new Publication("one", List.of(), List.of(), new Publication.Counts(7, 3, 2, 1, 1, 3));

        String line = publication.toLine();

        assertThat(line)
                .isEqualTo("{\"layout\":2,\"id\":\"one\",\"read\":7,\"gaveRows\":3,\"gaveNone\":2,\"deadLetters\":1,"
                        + "\"rows\":3,\"duplicates\":1,\"files\":[],\"ranges\":[]}");
        assertThat(Publication.parse(line)).isEqualTo(publication);
    }

    @Test
    void failedCastsMakeALineOfLayout3() throws IOException {
        Publication publication =
                new Publication("one", List.of(), List.of(), new Publication.Counts(3, 3, 0, 0, 0, 3, 2));

        String line = publication.toLine();

        assertThat(line)
                .isEqualTo("{\"layout\":3,\"id\":\"one\",\"read\":3,\"gaveRows\":3,\"gaveNone\":0,\"deadLetters\":0,"
                        + "\"rows\":3,\"duplicates\":0,\"castsNulled\":2,\"files\":[],\"ranges\":[]}");
        assertThat(Publication.parse(line)).isEqualTo(publication);
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
