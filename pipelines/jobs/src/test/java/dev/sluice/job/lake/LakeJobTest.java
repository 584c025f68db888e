package dev.sluice.job.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.job.CommandLine;
import dev.sluice.query.Lake;
import dev.sluice.query.QueryException;
import dev.sluice.query.QueryResult;
import dev.sluice.record.Durability;
import dev.sluice.schema.ReadSettings;
import dev.sluice.testing.TestPipelineExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPipelineExtension.class)
final class LakeJobTest {

    @TempDir
    Path directory;

    @Test
    void goodRecordsBecomeRowsOfTheirHourAndMalformedOnesDeadLetters(TestPipeline pipeline) throws Exception {
        Path input = Files.writeString(directory.resolve("in.ndjson"), """
                {"client_id": "one", "timestamp": "2020-04-16 11:59:59", "temperature": 25.5, "count": 1}
                {"client_id": "one", "timestamp":
                {"client_id": "two", "timestamp": "2020-04-16 12:00:00", "temperature": -1.25, "count": 2}
                {"client_id": "two", "timestamp": "2020-04-16 12:00:01", "temperature": "warm", "count": 3}
                {"client_id": "two", "timestamp": "2020-04-16 12:00:02", "count": 4}
                """);
        Path mappings = Files.writeString(directory.resolve("mappings.json"), """
                [["client_id", "string", "device", "string"],
                 ["timestamp", "timestamp", "timestamp", "timestamp"],
                 ["temperature", "double", "celsius", "double"]]""");
        Path output = directory.resolve("lake");
        LakeConfig config = config(input, mappings, output);

        LakeJob.assemble(pipeline, config, ReadSettings.of("LakeJobTest").withDurability(Durability.PUBLICATION));
        pipeline.run().waitUntilFinish();

        assertThat(query(output, """
                SELECT device, strftime(timestamp, '%H:%M:%S'), celsius, year, month, day, hour
                FROM lake ORDER BY timestamp"""))
                .containsExactly(
                        List.of("one", "11:59:59", 25.5, 2020L, 4L, 16L, 11L),
                        List.of("two", "12:00:00", -1.25, 2020L, 4L, 16L, 12L),
                        java.util.Arrays.asList("two", "12:00:02", null, 2020L, 4L, 16L, 12L));
        assertThat(query(
                        output,
                        "SELECT position, stage, decode(from_base64(payload)) FROM read_json('" + output
                                + "/_dead_letters/**/*.ndjson', columns = {position: 'VARCHAR', stage: 'VARCHAR', payload:"
                                + " 'VARCHAR'}) ORDER BY position"))
                .containsExactly(
                        List.of("1", "decode", "{\"client_id\": \"one\", \"timestamp\":"),
                        List.of(
                                "3",
                                "decode",
                                "{\"client_id\": \"two\", \"timestamp\": \"2020-04-16 12:00:01\", \"temperature\": \"warm\", \"count\": 3}"));
    }

    @Test
    void transformsAreAppliedAndWhatTheyDropIsAccountedFor(TestPipeline pipeline) throws Exception {
        Files.writeString(directory.resolve("prices.json"), """
                {"Name": "prices",
                 "StorageDescriptor": {"Columns": [
                     {"Name": "at", "Type": "timestamp"}, {"Name": "price", "Type": "choice<int,string>"},
                     {"Name": "meta", "Type": "struct<kind:string,seen:void>"}, {"Name": "none", "Type": "void"}],
                     "Parameters": {"typeOfData": "file"}},
                 "Parameters": {"classification": "json"}}""");
        Path input = Files.writeString(directory.resolve("prices.ndjson"), """
                {"at": "2020-04-16 11:00:00", "price": 12, "meta": {"kind": "a"}}
                {"at": "2020-04-16 11:00:01", "price": "13.5", "meta": {"kind": "b"}}
                {"at": "2020-04-16 11:00:02", "price": "much", "meta": {"kind": "a"}}
                {"at": "2020-04-16 11:00:03", "price": 14, "meta": {"kind": "test"}}
                """);
        Path transforms = Files.writeString(directory.resolve("transforms.json"), """
                [{"Filter": {"expression": "meta.kind <> 'test'"}},
                 {"RenameField": {"old_name": "meta.kind", "new_name": "kind"}},
                 "DropNullFields"]""");
        Path output = directory.resolve("lake");

        LakeJob.assemble(
                pipeline,
                config(
                        input,
                        output,
                        "--table=prices",
                        "--resolveChoice=price:cast:decimal(5,2)",
                        "--castMode=lenient",
                        "--transforms=" + transforms,
                        "--partitionBy=at"),
                ReadSettings.of("LakeJobTest-transforms").withDurability(Durability.PUBLICATION));
        pipeline.run().waitUntilFinish();

        assertThat(query(output, "SELECT strftime(\"at\", '%S'), price::VARCHAR, kind, hour FROM lake ORDER BY \"at\""))
                .containsExactly(
                        List.of("00", "12.00", "a", 11L),
                        List.of("01", "13.50", "b", 11L),
                        java.util.Arrays.asList("02", null, "a", 11L));
    }

    private LakeConfig config(Path input, Path mappings, Path output) throws Exception {
        return config(input, output, "--table=sense_hat", "--mappings=" + mappings, "--partitionBy=timestamp");
    }

    private LakeConfig config(Path input, Path output, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("--catalog=" + directory, "--source=file", "--files=" + input, "--output=" + output));
        arguments.addAll(List.of(more));
        List<String> mistakes = new ArrayList<>();
        return LakeConfig.from(CommandLine.parse(arguments).as(LakeOptions.class, mistakes), mistakes);
    }

    private static List<List<Object>> query(Path output, String sql) throws QueryException {
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
