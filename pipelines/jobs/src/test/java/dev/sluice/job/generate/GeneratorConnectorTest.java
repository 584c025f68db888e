package dev.sluice.job.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.connector.BatchedSource;
import dev.sluice.connector.ReaderMark;
import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.EndingPosition;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

final class GeneratorConnectorTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static TableDefinition table(Map<String, String> settings) {
        return TableDefinition.ofRecords("readings", new Stream("generator", settings));
    }

    private static List<RawRecord> read(UnboundedReader<RecordBatch> reader, int count) throws Exception {
        List<RawRecord> records = new ArrayList<>();
        boolean given = reader.start();
        while (records.size() < count) {
            if (given) {
                for (int i = 0; i < reader.getCurrent().size(); i++) {
                    records.add(reader.getCurrent().record(i));
                }
            }
            given = reader.advance();
        }
        return records;
    }

    @Test
    void readingsThatAreDueComeAtOnceAndAReaderThatIsOpenedAgainGoesOn() throws Exception {
        Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(10);
        BatchedSource source = BatchedSource.of(
                new GeneratorStream("garden", start, Duration.ofSeconds(1)), ReadSettings.of("generator-test"));

        List<RawRecord> first;
        ReaderMark mark;
        try (UnboundedReader<RecordBatch> reader = source.createReader(PipelineOptionsFactory.create(), null)) {
            first = read(reader, 10);

            mark = (ReaderMark) reader.getCheckpointMark();
        }
        List<RawRecord> next;
        try (UnboundedReader<RecordBatch> reader = source.createReader(PipelineOptionsFactory.create(), mark)) {
            next = read(reader, 1);
        }

        List<RawRecord> all = new ArrayList<>(first);
        all.addAll(next);
        for (int n = 0; n < all.size(); n++) {
            JsonNode message = JSON.readTree(all.get(n).payload());
            assertThat(message.get("count").asInt()).isEqualTo(n);
            assertThat(message.get("client_id").asText()).isEqualTo("garden");
            assertThat(LocalDateTime.parse(message.get("timestamp").asText().replace(' ', 'T'))
                            .toInstant(ZoneOffset.UTC))
                    .isEqualTo(start.plusSeconds(n))
                    .isEqualTo(all.get(n).arrival());
        }
    }

    @Test
    void aDeviceHasNoEndAndReadsByWholeSeconds() {
        GeneratorConnector generator = new GeneratorConnector();

        assertThat(generator.mistakes(
                        table(Map.of("interval", "PT0.5S")),
                        ReadSettings.of("test").withEnding(EndingPosition.LATEST)))
                .containsExactly(
                        "interval: expected whole seconds such as PT1S or PT1M, found 'PT0.5S'",
                        "--endingPosition=LATEST: a device has no end that could be read to; use --timeout");
        assertThat(generator.mistakes(table(Map.of("interval", "soon")), ReadSettings.of("test")))
                .containsExactly("interval: expected a duration such as PT1S, found 'soon'");
    }
}
