package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.mapping.FieldMapping;
import dev.sluice.mapping.Mapping;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.DeadLetterCoder;
import dev.sluice.record.JobLocal;
import dev.sluice.record.PartitionRange;
import dev.sluice.record.Position;
import dev.sluice.record.Progress;
import dev.sluice.record.RecordBatchCoder;
import dev.sluice.testing.TestPipelineExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPipelineExtension.class)
final class LakeWriteTest {

    private static final Schema SCHEMA = Readings.TABLE.schema();

    private final String job = UUID.randomUUID().toString();

    @TempDir
    Path lake;

    @Test
    void batchesBecomeFilesByTheHourAndDeadLettersBeside(TestPipeline pipeline) throws Exception {
        List<PartitionRange> told = new CopyOnWriteArrayList<>();
        JobLocal.of(job).onPublished(told::add);

        PCollection<Publication> publications = pipeline.apply(
                        "Batches",
                        Create.of(
                                        Readings.batch(
                                                "readings/0",
                                                -1,
                                                "{\"id\":1,\"at\":\"2020-04-16T11:00:00.000001Z\",\"celsius\":20.5}",
                                                "garbage",
                                                "{\"id\":2,\"at\":\"2020-04-16T10:59:59.999999Z\"}"),
                                        Readings.batch(
                                                "readings/1",
                                                6,
                                                "",
                                                "[{\"id\":3,\"at\":\"1969-12-31T23:30:00Z\",\"celsius\":-1e-3},"
                                                        + "{\"id\":4,\"at\":\"2020-04-16T11:30:00Z\",\"celsius\":0}]"))
                                .withCoder(RecordBatchCoder.of()))
                .apply(
                        "Write",
                        LakeWrite.to(Readings.layout(lake, Partitioning.by("at")))
                                .withJobId(job)
                                .decoding(Readings.TABLE));
        PAssert.thatSingleton(total(publications, "Rows", p -> p.counts().rows()))
                .isEqualTo(4L);
        PAssert.thatSingleton(total(publications, "Letters", p -> p.counts().deadLetters()))
                .isEqualTo(1L);
        PAssert.thatSingleton(total(publications, "Records", p -> p.counts().read()))
                .isEqualTo(5L);
        pipeline.run().waitUntilFinish();

        assertThat(DuckDb.rows("SELECT id, \"at\"::VARCHAR, celsius, year, month, day, hour FROM " + DuckDb.lake(lake)
                        + " ORDER BY id"))
                .containsExactly(
                        "1|2020-04-16 11:00:00.000001+00|20.5|2020|04|16|11",
                        "2|2020-04-16 10:59:59.999999+00|null|2020|04|16|10",
                        "3|1969-12-31 23:30:00+00|-0.001|1969|12|31|23",
                        "4|2020-04-16 11:30:00+00|0.0|2020|04|16|11");
        // "garbage" in base64
        assertThat(letters())
                .singleElement()
                .asString()
                .contains("\"partition\":\"readings/0\",\"position\":\"1\"", "\"payload\":\"Z2FyYmFnZQ==\"");
        Map<String, List<PartitionRange>> expected = Map.of(
                "readings/0", List.of(range("readings/0", -1, 2, 3)),
                "readings/1", List.of(range("readings/1", 6, 8, 2)));
        assertThat(Progress.of(told).ranges()).isEqualTo(expected);
        assertThat(Readings.log(lake).progress().ranges()).isEqualTo(expected);
        assertNothingIsLeft();
    }

    @Test
    void rowsAreMappedBeforeTheyAreWritten(TestPipeline pipeline) throws Exception {
        Mapping mapping = Mapping.of(List.of(
                new FieldMapping("celsius", "double", "air.celsius", "decimal(5,2)"),
                new FieldMapping("id", "int", "device", "string")));

        pipeline.apply(
                        "Batches",
                        Create.of(Readings.batch("readings/0", -1, "{\"id\":7,\"celsius\":-20.25}"))
                                .withCoder(RecordBatchCoder.of()))
                .apply(
                        "Write",
                        LakeWrite.to(Readings.layout(lake, Partitioning.ingest()))
                                .decoding(Readings.TABLE)
                                .mapping(mapping));
        pipeline.run().waitUntilFinish();

        assertThat(DuckDb.rows("SELECT air.celsius, typeof(air), device, ingest_hour FROM " + DuckDb.lake(lake)))
                .containsExactly("-20.25|STRUCT(celsius DECIMAL(5,2))|7|11");
        assertNothingIsLeft();
    }

    @Test
    void rowsComeInByTheirOwnDoor(TestPipeline pipeline) throws Exception {
        pipeline.apply(
                        "Rows",
                        Create.of(row(1, "2020-04-16T11:33:23.123456Z", 20.5), row(2, "2020-04-17T00:00:00Z", null))
                                .withRowSchema(SCHEMA))
                .apply(
                        "Write",
                        LakeWrite.to(Readings.layout(lake, Partitioning.by("at")))
                                .rows(SCHEMA));
        pipeline.run().waitUntilFinish();

        assertThat(DuckDb.rows(
                        "SELECT id, \"at\"::VARCHAR, celsius, day, hour FROM " + DuckDb.lake(lake) + " ORDER BY id"))
                .containsExactly("1|2020-04-16 11:33:23.123456+00|20.5|16|11", "2|2020-04-17 00:00:00+00|null|17|00");
        assertNothingIsLeft();
    }

    @Test
    void rowsMayComeInWindows(TestPipeline pipeline) throws Exception {
        pipeline.apply("Rows", Create.of(row(1, "2020-04-16T11:33:23Z", 20.5)).withRowSchema(SCHEMA))
                .apply("Windows", Window.into(FixedWindows.of(Duration.standardSeconds(10))))
                .apply(
                        "Write",
                        LakeWrite.to(Readings.layout(lake, Partitioning.by("at")))
                                .rows(SCHEMA));
        pipeline.run().waitUntilFinish();

        assertThat(DuckDb.rows("SELECT id FROM " + DuckDb.lake(lake))).containsExactly("1");
        assertNothingIsLeft();
    }

    @Test
    void whatAnotherStepCouldNotUseIsPublishedToo(TestPipeline pipeline) throws Exception {
        DeadLetter letter = new DeadLetter(
                Readings.batch("readings/0", 41, "too large").record(0),
                DeadLetter.Stage.WRITE,
                "refused-by-kafka",
                "expected less",
                Instant.parse("2020-04-16T12:00:01Z"),
                "copies");

        pipeline.apply("Letters", Create.of(letter).withCoder(DeadLetterCoder.of()))
                .apply(
                        "Write",
                        LakeWrite.to(Readings.layout(lake, Partitioning.by("at")))
                                .deadLetters());
        pipeline.run().waitUntilFinish();

        assertThat(letters())
                .singleElement()
                .asString()
                .contains("\"table\":\"copies\",\"stage\":\"write\",\"reason\":\"refused-by-kafka\"");
        assertThat(Trees.files(lake, ".parquet")).isEmpty();
        assertNothingIsLeft();
    }

    private static PCollection<Long> total(
            PCollection<Publication> publications,
            String name,
            org.apache.beam.sdk.transforms.SerializableFunction<Publication, Long> of) {
        return publications
                .apply(name, MapElements.into(TypeDescriptors.longs()).via(of))
                .apply("Sum of " + name, Sum.longsGlobally());
    }

    private static Row row(int id, String at, Double celsius) {
        return Row.withSchema(SCHEMA).attachValues(id, Instant.parse(at), celsius);
    }

    private List<String> letters() throws Exception {
        List<String> files = Trees.files(lake.resolve("_dead_letters"), ".ndjson");
        assertThat(files).hasSize(1);
        return Files.readAllLines(lake.resolve("_dead_letters").resolve(files.get(0)));
    }

    private void assertNothingIsLeft() throws Exception {
        assertThat(Trees.files(lake, ".pending")).isEmpty();
        assertThat(Trees.files(lake))
                .allMatch(f -> f.endsWith(".parquet")
                        || f.startsWith("_dead_letters/ingest_year=")
                        || f.startsWith("_sluice/published/")
                        || f.equals("_sluice/checkpoint/published"));
    }

    private static PartitionRange range(String partition, long after, long last, long records) {
        return new PartitionRange(partition, Position.offset(after), Position.offset(last), records);
    }
}
