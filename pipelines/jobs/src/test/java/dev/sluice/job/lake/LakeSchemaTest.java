package dev.sluice.job.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.lake.LakeRecovery;
import dev.sluice.query.Lake;
import dev.sluice.query.QueryException;
import dev.sluice.query.QueryResult;
import dev.sluice.record.Durability;
import dev.sluice.record.Progress;
import dev.sluice.schema.ReadSettings;
import dev.sluice.testing.TestPipelineExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPipelineExtension.class)
final class LakeSchemaTest {

    private static final String FLIGHT = """
            ROW_ID,temp_h,humidity,reset,time_stamp
            1,27,44.94,20,2015-08-20 23:58:30
            2,27.5,45.12,0,2015-08-20 23:58:40
            3,27.53,,0,2015-08-21 00:00:00
            """;

    @TempDir
    Path directory;

    private Path output;
    private Path flight;
    private Path mapping;

    @BeforeEach
    void writeInput() throws Exception {
        output = directory.resolve("lake");
        flight = Files.writeString(directory.resolve("flight.csv"), FLIGHT);
        mapping = Files.writeString(directory.resolve("mapping.json"), """
                [["ROW_ID", "int", "ROW_ID", "int"], ["temp_h", "double", "temperature", "double"],
                 ["humidity", "double", "humidity", "double"], ["time_stamp", "string", "timestamp", "timestamp"]]""");
    }

    @Test
    void aRecordingIsInferredMappedAndWrittenByTheHour(TestPipeline pipeline) throws Exception {
        LakeConfig config = schema("--files=" + flight, "--mappings=" + mapping, "--partitionBy=timestamp")
                .config();

        LakeJob.assemble(pipeline, config, ReadSettings.of("LakeSchemaTest").withDurability(Durability.PUBLICATION));
        pipeline.run().waitUntilFinish();

        assertThat(query("SELECT ROW_ID, temperature, humidity, strftime(timestamp, '%H:%M:%S'), hour FROM lake"
                        + " ORDER BY ROW_ID"))
                .containsExactly(
                        List.of(1, 27.0, 44.94, "23:58:30", 23L),
                        List.of(2, 27.5, 45.12, "23:58:40", 23L),
                        Arrays.asList(3, 27.53, null, "00:00:00", 0L));
        assertThat(output.resolve("_dead_letters")).doesNotExist();
    }

    @Test
    void whatWasDetectedIsKeptAndNotDetectedAnew() throws Exception {
        LakeSchema first = schema("--files=" + flight);
        assertThat(first.line())
                .isEqualTo("5 columns detected from 3 records, kept in " + output.resolve("_sluice/schema.json"));
        assertThat(output).doesNotExist();

        begin(first);
        Files.writeString(flight, "other,columns\n1,2\n");
        LakeSchema again = schema("--files=" + flight);

        assertThat(again.line())
                .isEqualTo("5 columns, as detected before, in " + output.resolve("_sluice/schema.json"));
        assertThat(again.config().source().table().columns())
                .isEqualTo(first.config().source().table().columns());
        Files.delete(output.resolve("_sluice/schema.json"));
        assertThat(schema("--files=" + flight).line()).startsWith("2 columns detected from 1 record,");
    }

    @Test
    void aTableThatListsNoColumnsHasThemDetected() throws Exception {
        table("{\"classification\": \"csv\", \"skip.header.line.count\": \"1\"}");

        assertThat(schema("--table=t", "--files=" + flight)
                        .config()
                        .source()
                        .table()
                        .columns())
                .hasSize(5);
    }

    @Test
    void mistakesComeBeforeTheSampleAndThoseOfTheColumnsAfterIt() {
        assertThat(mistakes("--files=" + flight, "--windowSize=soon", "--sampleRecords=none"))
                .satisfiesExactlyInAnyOrder(
                        m -> assertThat(m).startsWith("--windowSize: "),
                        m -> assertThat(m).startsWith("--sampleRecords: "));
        assertThat(mistakes("--files=" + flight, "--partitionBy=time_stamp"))
                .containsExactly(
                        "--partitionBy: expected 'ingest' or a timestamp column of the written row (it has none),"
                                + " found 'time_stamp' of type string");
    }

    @Test
    void aKeptSchemaOfAnotherFormatIsRefused() throws Exception {
        begin(schema("--files=" + flight));
        table("{\"classification\": \"json\"}");

        assertThat(mistakes("--table=t", "--files=" + flight))
                .containsExactly(output.resolve("_sluice/schema.json")
                        + " was detected of csv, and the table is json: delete it to detect the columns anew");
    }

    private void begin(LakeSchema schema) throws Exception {
        Progress progress = schema.begin(LakeRecovery.of(schema.config().layout(), "files", true), Progress.none());
        assertThat(progress.isNone()).isFalse();
    }

    private void table(String parameters) throws Exception {
        Files.writeString(directory.resolve("t.json"), """
                {"Name": "t", "Parameters": %s,
                 "StorageDescriptor": {"Columns": [], "Parameters": {"typeOfData": "file"}}}""".formatted(parameters));
    }

    private LakeSchema schema(String... arguments) throws Exception {
        List<String> mistakes = new ArrayList<>();
        boolean named = Arrays.stream(arguments).anyMatch(a -> a.startsWith("--table"));
        List<String> all = Stream.concat(
                        Stream.of(
                                "--catalog=" + directory,
                                "--output=" + output,
                                named ? "--inferSchema=false" : "--inferSchema"),
                        Arrays.stream(arguments))
                .toList();
        return LakeSchema.of(CommandLine.parse(all).as(LakeOptions.class, mistakes), mistakes);
    }

    private List<String> mistakes(String... arguments) {
        return catchThrowableOfType(MistakesException.class, () -> schema(arguments))
                .mistakes();
    }

    private List<List<Object>> query(String sql) throws QueryException {
        try (Lake lake = Lake.open(output);
                QueryResult result = lake.query(sql)) {
            List<List<Object>> rows = new ArrayList<>();
            for (List<Object> row = result.nextRow(); row != null; row = result.nextRow()) {
                rows.add(row);
            }
            return rows;
        }
    }
}
