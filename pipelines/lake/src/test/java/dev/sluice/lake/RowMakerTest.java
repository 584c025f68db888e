package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.format.JsonFormat;
import dev.sluice.mapping.CastMode;
import dev.sluice.mapping.Condition;
import dev.sluice.mapping.FieldMapping;
import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.Transform;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.ReplayedRecord;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RowMakerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2020-04-16T12:00:01Z"), ZoneOffset.UTC);

    @TempDir
    Path lake;

    @Test
    void oneBadRowMakesThePayloadOneDeadLetterAndNoRows() throws Exception {
        Publication publication = published(
                Partitioning.by("at"),
                Mapping.identity(),
                "[{\"id\":1,\"at\":\"2020-04-16T11:00:00Z\"},{\"id\":\"no number\",\"at\":\"2020-04-16T11:00:00Z\"}]",
                "[{\"id\":2,\"at\":\"2020-04-16T11:00:00Z\"},{\"id\":3,\"at\":\"2020-04-16T12:00:00Z\"}]");

        assertThat(rows()).containsExactly("2|11", "3|12");
        assertThat(letters()).singleElement().asString().contains("\"stage\":\"decode\",\"reason\":\"invalid-value\"");
        assertThat(publication.counts()).isEqualTo(new Publication.Counts(2, 1, 0, 1, 0, 2));
    }

    @Test
    void aMissingPartitionTimeIsADeadLetterEvenBehindAGoodRow() throws Exception {
        published(
                Partitioning.by("AT"),
                Mapping.identity(),
                "[{\"id\":1,\"at\":\"2020-04-16T11:00:00Z\"},{\"id\":2}]",
                "{\"id\":3,\"at\":\"2020-04-16T11:59:59.999Z\"}");

        assertThat(rows()).containsExactly("3|11");
        assertThat(letters())
                .singleElement()
                .asString()
                .contains("\"stage\":\"write\",\"reason\":\"partition-time-missing\"", "\"position\":\"0\"");
    }

    @Test
    void aFailedCastIsADeadLetterOfTheMapping() throws Exception {
        Mapping mapping = Mapping.of(List.of(
                new FieldMapping("celsius", "double", "id", "int"),
                new FieldMapping("at", "timestamp", "at", "timestamp")));

        published(
                Partitioning.by("at"),
                mapping,
                "{\"celsius\":1.5,\"at\":\"2020-04-16T11:00:00Z\"}",
                "{\"celsius\":7.0,\"at\":\"2020-04-16T11:00:00Z\"}");

        assertThat(rows()).containsExactly("7|11");
        assertThat(letters()).singleElement().asString().contains("\"stage\":\"map\",\"reason\":\"cast-failed\"");
    }

    @Test
    void aTextThatIsCastToATimestampIsOfTheTablesZone() throws Exception {
        TableDefinition texts = new TableDefinition(
                "texts",
                List.of(new Column("id", ColumnType.parse("int")), new Column("time", ColumnType.parse("string"))),
                JsonFormat.defaults().withTimeZone(ZoneId.of("Europe/Berlin")),
                Readings.TABLE.stream(),
                null);
        Mapping mapping = Mapping.of(List.of(
                new FieldMapping("id", "int", "id", "int"), new FieldMapping("time", "string", "at", "timestamp")));

        published(
                texts,
                Partitioning.by("at"),
                mapping,
                "{\"id\":1,\"time\":\"2020-04-16 13:33:23\"}",
                "{\"id\":2,\"time\":\"2020-04-16T13:33:23Z\"}",
                "{\"id\":3,\"time\":\"2020-03-29 02:30:00\"}"); // daylight saving skips it

        assertThat(rows()).containsExactly("1|11", "2|13");
        assertThat(letters()).singleElement().asString().contains("\"stage\":\"map\",\"reason\":\"cast-failed\"");
    }

    @Test
    void lenientlyAFailedCastIsNullAndCountedOnceItIsWritten() throws Exception {
        Mapping mapping = Mapping.of(List.of(
                        new FieldMapping("celsius", "double", "id", "int"),
                        new FieldMapping("at", "timestamp", "at", "timestamp")))
                .withCastMode(CastMode.LENIENT);

        Publication publication = published(
                Partitioning.by("at"),
                mapping,
                "[{\"celsius\":1.5,\"at\":\"2020-04-16T11:00:00Z\"},{\"celsius\":7.0,\"at\":\"2020-04-16T11:00:00Z\"}]",
                "[{\"celsius\":1.5,\"at\":\"2020-04-16T11:00:00Z\"},{\"celsius\":1.5}]");

        assertThat(rows()).containsExactly("7|11", "null|11");
        assertThat(publication.counts()).isEqualTo(new Publication.Counts(2, 1, 0, 1, 0, 2, 1));
    }

    @Test
    void aPayloadWhoseRowsAreAllFilteredOutIsOneThatGaveNone() throws Exception {
        Mapping mapping = Mapping.of(new Transform.Filter(new IdAbove(2)));

        Publication publication = published(
                Partitioning.by("at"),
                mapping,
                "[{\"id\":1,\"at\":\"2020-04-16T11:00:00Z\"},{\"id\":2}]",
                "[{\"id\":2},{\"id\":3,\"at\":\"2020-04-16T11:00:00Z\"}]",
                "[{\"id\":3,\"at\":\"2020-04-16T11:00:00Z\"},{\"id\":4}]");

        assertThat(rows()).containsExactly("3|11");
        assertThat(letters()).singleElement().asString().contains("partition-time-missing");
        assertThat(publication.counts()).isEqualTo(new Publication.Counts(3, 1, 1, 1, 0, 1));
    }

    /** Keeps rows whose first column is greater. */
    private record IdAbove(int least) implements Condition {
        @Override
        public Predicate compile(List<Column> columns) {
            return values -> values.value(0) instanceof Number id && id.longValue() > least;
        }
    }

    @Test
    void aPayloadWithoutRowsCountsAsARecord() throws Exception {
        Publication publication = published(Partitioning.by("at"), Mapping.identity(), "", "[]", "  ");

        assertThat(publication.files()).isEmpty();
        assertThat(publication.counts()).isEqualTo(new Publication.Counts(3, 0, 3, 0, 0, 0));
        assertThat(publication.ranges())
                .containsExactly(new PartitionRange("readings/0", Position.offset(-1), Position.offset(2), 3));
    }

    @Test
    void byIngestTheHourIsThatOfTheReading() throws Exception {
        published(Partitioning.ingest(), Mapping.identity(), "{\"id\":1}");

        assertThat(DuckDb.rows(
                        "SELECT id, ingest_year, ingest_month, ingest_day, ingest_hour FROM " + DuckDb.lake(lake)))
                .containsExactly("1|2020|04|16|11");
    }

    @Test
    void aReplayedRecordIsPlacedByTheHourItWasReadInFirstAndKeepsItsOriginWhereItFailsAgain() throws Exception {
        DeadLetter letter = new DeadLetter(
                Readings.batch("readings/0", 41, "{\"id\":1}").record(0).withAttributes(Map.of("unit", "C")),
                DeadLetter.Stage.DECODE,
                "invalid-value",
                "",
                Instant.parse("2020-04-16T08:00:01Z"),
                "readings",
                Instant.parse("2020-04-16T07:59:59Z"),
                null);
        RecordBatch.Builder batch = RecordBatch.Builder.of(ReplayedRecord.SOURCE, false);
        for (String payload : List.of("{\"id\":1}", "garbage")) {
            batch.add(
                    "part.ndjson#invalid-value",
                    Position.offset(-1),
                    Position.offset(batch.size()),
                    letter.record().arrival().toEpochMilli(),
                    null,
                    ReplayedRecord.attributes(letter),
                    payload.getBytes(StandardCharsets.UTF_8),
                    null);
        }

        Publication publication = published(
                Readings.TABLE,
                Partitioning.ingest(),
                Mapping.identity(),
                batch.build(CLOCK.instant(), CLOCK.instant()));

        assertThat(DuckDb.rows("SELECT id, ingest_hour FROM " + DuckDb.lake(lake)))
                .containsExactly("1|07");
        assertThat(letters())
                .singleElement()
                .asString()
                .contains(
                        "\"reason\":\"malformed-json\"",
                        "\"source\":\"kafka\",\"partition\":\"readings/0\",\"position\":\"42\"",
                        "\"arrival\":\"2020-04-16T11:33:23Z\",\"readAt\":\"2020-04-16T07:59:59Z\"",
                        "\"attributes\":{\"unit\":\"C\"}");
        assertThat(publication.ranges())
                .containsExactly(
                        new PartitionRange("part.ndjson#invalid-value", Position.offset(-1), Position.offset(1), 2));
    }

    @Test
    void aLetterSaysWhatItsRecordWasToBecome() throws Exception {
        published(Partitioning.by("at"), Mapping.identity(), "garbage");

        assertThat(letters())
                .singleElement()
                .asString()
                .contains("\"fingerprint\":\""
                        + Fingerprint.of(Readings.TABLE, Mapping.identity(), Partitioning.by("at")) + "\"");
    }

    @Test
    void aColumnToPlaceByThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> RowMaker.of(Readings.TABLE, Mapping.identity(), Partitioning.by("when"), CLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'when'");
    }

    private Publication published(Partitioning partitioning, Mapping mapping, String... payloads) throws Exception {
        return published(Readings.TABLE, partitioning, mapping, payloads);
    }

    private Publication published(TableDefinition table, Partitioning partitioning, Mapping mapping, String... payloads)
            throws Exception {
        return published(table, partitioning, mapping, Readings.batch("readings/0", -1, payloads));
    }

    private Publication published(TableDefinition table, Partitioning partitioning, Mapping mapping, RecordBatch batch)
            throws Exception {
        LakeLayout layout = Readings.layout(lake, partitioning);
        RowMaker maker = RowMaker.of(table, mapping, partitioning, CLOCK);
        OpenFiles files = new OpenFiles(layout, Column.schema(maker.columns()), WriterSettings.defaults());
        maker.write(batch, files);
        Publication publication = files.close();
        PublicationLog.of(layout).publish(publication);
        return publication;
    }

    private List<String> rows() throws Exception {
        return DuckDb.rows("SELECT id, hour FROM " + DuckDb.lake(lake) + " ORDER BY id");
    }

    private List<String> letters() throws Exception {
        List<String> lines = new ArrayList<>();
        for (String file : Trees.files(lake.resolve("_dead_letters"), ".ndjson")) {
            assertThat(file).startsWith("ingest_year=2020/ingest_month=04/ingest_day=16/ingest_hour=12/part-");
            lines.addAll(Files.readAllLines(lake.resolve("_dead_letters").resolve(file)));
        }
        return lines;
    }
}
