package dev.sluice.job.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.format.CsvFormat;
import dev.sluice.job.CommandLine;
import dev.sluice.job.MistakesException;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.Column;
import dev.sluice.schema.TableDefinition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TableCommandTest {

    @TempDir
    Path directory;

    @Test
    void aValidTableIsSummedUp() throws Exception {
        Path file = Files.writeString(directory.resolve("t.json"), """
                {"Name": "t", "Parameters": {"classification": "csv", "skip.header.line.count": "1",
                   "sluice.eventTime": "at"},
                 "PartitionKeys": [{"Name": "ingest_year", "Type": "string"}, {"Name": "ingest_month", "Type": "string"},
                   {"Name": "ingest_day", "Type": "string"}, {"Name": "ingest_hour", "Type": "string"}],
                 "StorageDescriptor": {"Columns": [{"Name": "id", "Type": "int"}, {"Name": "at", "Type": "timestamp"}],
                   "Parameters": {"typeOfData": "kinesis", "streamName": "s"}}}""");

        assertThat(run("validate", file.toString()))
                .isEqualTo(
                        "t: 2 columns of csv by ',', 1 header line, from kinesis streamName=s, event time at, watermark"
                                + " PT0S behind, a lake by the hour of reading\n");
    }

    @Test
    void everyMistakeOfATableIsTold() throws Exception {
        Path file = Files.writeString(directory.resolve("t.json"), """
                {"Name": "t", "StorageDescriptor": {"Columns": [{"Name": "id", "Type": "itn"}]}}""");

        assertThat(mistakes("validate", file.toString()))
                .containsExactly(
                        file
                                + ": /StorageDescriptor/Columns/0/Type: type 'itn': expected a type such as string, double,"
                                + " timestamp, decimal(10,2) or array<int>, found 'itn' at character 1",
                        file + ": /Parameters/classification: expected json, csv, avro or grokLog, found nothing",
                        file
                                + ": /StorageDescriptor/Parameters/typeOfData: expected one of kinesis, kafka, mqtt, file, sensehat,"
                                + " found nothing");
    }

    @Test
    void aTableOfTheCatalogIsShownAsTextAndAsJson() throws Exception {
        assertThat(run("show", "sensor_data", "--catalog=" + directory)).isEqualTo("""
                sensor_data

                  sensor_id            int
                  current_temperature  double
                  status               string
                  event_time           timestamp

                  format               json
                  stream               kinesis endpointUrl=https://kinesis.us-east-1.amazonaws.com streamName=my-input-stream
                  event time           event_time, watermark PT5S behind
                """);
        Files.writeString(
                directory.resolve("sensor_data.json"),
                run("show", "sensor_data", "--format=json", "--catalog=" + directory.resolve("none")));
        assertThat(Catalog.in(directory).table("sensor_data"))
                .isEqualTo(Catalog.in(directory.resolve("none")).table("sensor_data"));
    }

    @Test
    void whatIsAskedWrongIsTold() {
        assertThat(mistakes()).containsExactly("expected one of validate, show, infer, found nothing");
        assertThat(mistakes("vaildate"))
                .containsExactly("expected one of validate, show, infer, found 'vaildate'; did you mean validate?");
        assertThat(mistakes("validate", "--deep"))
                .containsExactly(
                        "there is no option --deep; --help lists all",
                        "expected the file of a table definition, found 0 names");
        assertThat(mistakes("show", "nothing", "--format=xml"))
                .containsExactly("--format: expected text or json, found 'xml'");
        assertThat(mistakes("infer", "--output=tables/t.txt", "--classification=xml", "--sampleTime=soon"))
                .containsExactly(
                        "--output: expected a file NAME.json, as a catalog finds it, found 'tables/t.txt'",
                        "--source is missing: expected one of datagen, file, generator, kafka, kinesis, mqtt, sensehat, where no --table"
                                + " names it",
                        "--sampleTime: expected a duration such as PT100S or PT1H, of up to 36500 days, found 'soon'",
                        "--classification: expected json, csv or avro, found 'xml'; other formats need a table that"
                                + " describes them");
    }

    @Test
    void aCsvFileBecomesATableWithItsHeadersNames() throws Exception {
        Path csv = directory.resolve("flight.csv.gz");
        gzip(csv, "id,temp_h,note,time_stamp\n1,25,,2015-02-17 10:00:00\n2,25.5,,2015-02-17 10:00:10\n");
        Path table = directory.resolve("tables").resolve("flight.json");

        assertThat(run("infer", "--files=" + csv, "--output=" + table))
                .isEqualTo("table: 4 columns detected from 2 records, written to " + table + "\n");
        TableDefinition written = Catalog.in(table.getParent()).table("flight");
        assertThat(written.columns().stream().map(TableCommandTest::text))
                .containsExactly("id int", "temp_h double", "note void", "time_stamp string");
        assertThat(written.format()).isEqualTo(CsvFormat.defaults().withHeaderLines(1));
        assertThat(mistakes("infer", "--files=" + csv, "--output=" + table))
                .containsExactly("--output: " + table + " is there already; name another file, or delete it");
    }

    @Test
    void theFormatIsToldByTheRecordsWhereNoNameDoes() throws Exception {
        Path lines = Files.writeString(directory.resolve("semi"), "id;name\n1;a,b\n2;c,d\n");
        Path json = Files.writeString(directory.resolve("json"), "{\"id\": 1}\n{\"id\": 2.5}\n");

        assertThat(run("infer", "--files=" + lines))
                .contains("\"separatorChar\" : \";\"", "{ \"Name\" : \"name\", \"Type\" : \"string\" }");
        assertThat(run("infer", "--files=" + json)).contains("{ \"Name\" : \"id\", \"Type\" : \"double\" }");
    }

    @Test
    void whereAHeaderCannotBeToldTheOptionSays() throws Exception {
        Path csv = Files.writeString(directory.resolve("names.csv"), "first,last\nada,lovelace\n");

        assertThat(run("infer", "--files=" + csv)).contains("\"col0\"", "\"skip.header.line.count\" : \"0\"");
        assertThat(run("infer", "--files=" + csv, "--header=true"))
                .contains("\"first\"", "\"skip.header.line.count\" : \"1\"");
    }

    @Test
    void aTableWithoutColumnsIsCompleted() throws Exception {
        Files.writeString(directory.resolve("log.json"), """
                {"Name": "log", "Parameters": {"classification": "csv", "skip.header.line.count": "2"},
                 "StorageDescriptor": {"Columns": [], "Parameters": {"typeOfData": "file"},
                   "SerdeInfo": {"Parameters": {"separatorChar": "|"}}}}""");
        Path csv = Files.writeString(directory.resolve("log.txt"), "made by a logger\nid|celsius\n7|21.5\n");

        assertThat(run("infer", "--table=log", "--catalog=" + directory, "--files=" + csv))
                .contains("{ \"Name\" : \"celsius\", \"Type\" : \"double\" }", "\"skip.header.line.count\" : \"2\"");
    }

    @Test
    void filesWithDifferentHeadersAreNoTable() throws Exception {
        Files.writeString(directory.resolve("a.csv"), "id,name\n1,a\n");
        Files.writeString(directory.resolve("b.csv"), "name,id\nb,2\n");

        assertThat(mistakes("infer", "--files=" + directory + "/*.csv"))
                .containsExactly("expected one header of all files, found [id, name] and [name, id]");
    }

    @Test
    void whatMakesNoTableIsSaidSo() throws Exception {
        Path empty = Files.writeString(directory.resolve("empty.json"), "");
        Path words = Files.writeString(directory.resolve("words"), "just words\nand more of them\n");

        assertThat(mistakes("infer", "--files=" + empty))
                .containsExactly("no columns can be detected, for " + empty + " holds no record");
        assertThat(mistakes("infer", "--files=" + words))
                .containsExactly(
                        "--classification is missing: expected json or csv, for the records look like neither");
    }

    private static void gzip(Path file, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(Column column) {
        return column.name() + " " + column.type();
    }

    private static List<String> mistakes(String... arguments) {
        return catchThrowableOfType(MistakesException.class, () -> run(arguments))
                .mistakes();
    }

    /** What the command prints. */
    private static String run(String... arguments) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(new TableCommand().run(CommandLine.parse(List.of(arguments))))
                    .isZero();
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
