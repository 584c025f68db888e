package dev.sluice.job.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.format.AvroFormat;
import dev.sluice.format.RecordEncoder;
import dev.sluice.job.CommandLine;
import dev.sluice.query.Lake;
import dev.sluice.query.QueryException;
import dev.sluice.query.QueryResult;
import dev.sluice.record.Durability;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.ReadSettings;
import dev.sluice.testing.TestPipelineExtension;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(TestPipelineExtension.class)
final class AvroLakeTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("id", ColumnType.Simple.BIGINT),
            new Column("seen", ColumnType.Simple.TIMESTAMP),
            new Column("celsius", ColumnType.Simple.DOUBLE));

    @TempDir
    Path directory;

    @Test
    void theBlocksOfAContainerBecomeRowsAndADamagedOneADeadLetter(TestPipeline pipeline) throws Exception {
        Files.writeString(directory.resolve("readings.json"), """
                {"Name": "readings", "Parameters": {"classification": "avro"},
                 "StorageDescriptor": {"Columns": [{"Name": "ID", "Type": "int"}, {"Name": "seen", "Type": "timestamp"},
                   {"Name": "celsius", "Type": "decimal(5,2)"}], "Parameters": {"typeOfData": "file"}}}""");
        Path input = Files.write(directory.resolve("readings.avro"), file());
        Path output = directory.resolve("lake");
        LakeConfig config = config(input, output);

        LakeJob.assemble(pipeline, config, ReadSettings.of("AvroLakeTest").withDurability(Durability.PUBLICATION));
        pipeline.run().waitUntilFinish();

        assertThat(query(
                        output,
                        "SELECT ID::BIGINT, strftime(seen, '%H:%M:%S'), celsius::VARCHAR, hour FROM lake ORDER BY ID"))
                .containsExactly(Arrays.asList(1L, "11:33:23", "21.50", 11L), Arrays.asList(3L, "12:00:00", null, 12L));
        assertThat(query(
                        output,
                        "SELECT position, reason FROM read_json('" + output
                                + "/_dead_letters/**/*.ndjson', columns = {position: 'VARCHAR', reason: 'VARCHAR'})"))
                .containsExactly(List.of("1", "malformed-avro"));
    }

    /** A container of three blocks, of which the second says that it has more bytes than it has. */
    private static byte[] file() {
        RecordEncoder encoder = AvroFormat.containers().encoder(COLUMNS);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        byte[] one = encoder.encode(new Object[] {1L, Instant.parse("2020-04-16T11:33:23Z"), 21.5});
        byte[] none = encoder.encode(new Object[] {null, null, null});
        int header = none.length - (2 + 3 + 16);
        byte[] damaged = Arrays.copyOfRange(none, header, none.length);
        damaged[1] = 14;
        byte[] last = encoder.encode(new Object[] {3L, Instant.parse("2020-04-16T12:00:00Z"), null});
        file.writeBytes(one);
        file.writeBytes(damaged);
        file.writeBytes(Arrays.copyOfRange(last, header, last.length));
        return file.toByteArray();
    }

    private LakeConfig config(Path input, Path output) throws Exception {
        List<String> mistakes = new ArrayList<>();
        LakeOptions options = CommandLine.parse(List.of(
                        "--catalog=" + directory,
                        "--table=readings",
                        "--files=" + input,
                        "--partitionBy=seen",
                        "--output=" + output))
                .as(LakeOptions.class, mistakes);
        return LakeConfig.from(options, mistakes);
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
