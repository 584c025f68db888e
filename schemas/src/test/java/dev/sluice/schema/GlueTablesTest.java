package dev.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.format.CsvFormat;
import dev.sluice.format.JsonFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Definitions as Glue, Athena and crawlers leave them, and what is wrong with some. */
class GlueTablesTest {

    @Test
    void whatACrawlerWritesOfACsvFileIsRead() throws InvalidTableException {
        String crawled = """
                {"Table": {"Name": "readings", "DatabaseName": "garden", "Owner": "owner", "Retention": 0,
                 "PartitionKeys": [], "TableType": "EXTERNAL_TABLE",
                 "Parameters": {"CrawlerSchemaDeserializerVersion": "1.0", "CrawlerSchemaSerializerVersion": "1.0",
                   "UPDATED_BY_CRAWLER": "garden", "areColumnsQuoted": "false", "averageRecordSize": "36",
                   "classification": "csv", "columnsOrdered": "true", "compressionType": "none", "delimiter": ",",
                   "objectCount": "1", "recordCount": "14", "sizeKey": "517", "skip.header.line.count": "1",
                   "typeOfData": "file"},
                 "StorageDescriptor": {
                   "Columns": [{"Name": "id", "Type": "bigint"}, {"Name": "celsius", "Type": "double"}],
                   "Location": "s3://garden/readings/", "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
                   "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
                   "Compressed": false, "NumberOfBuckets": -1, "BucketColumns": [], "SortColumns": [],
                   "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                     "Parameters": {"field.delim": ","}},
                   "Parameters": {"areColumnsQuoted": "false", "averageRecordSize": "36", "classification": "csv",
                     "delimiter": ",", "objectCount": "1", "skip.header.line.count": "1", "typeOfData": "file"},
                   "StoredAsSubDirectories": false}}}""";

        TableDefinition table = GlueTable.parse("readings", crawled, "t.json");

        assertThat(table.format()).isEqualTo(CsvFormat.defaults().withHeaderLines(1));
        assertThat(table.stream().kind()).isEqualTo("file");
    }

    @Test
    void theSerializerSaysWhichFormatItIsWhereNoClassificationDoes() throws InvalidTableException {
        assertThat(table("{}", "org.apache.hadoop.hive.serde2.OpenCSVSerde", "{}")
                        .format())
                .isEqualTo(new CsvFormat(',', '"', '\\', 0, List.of(), ZoneOffset.UTC));
        assertThat(table("{}", "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe", "{\"field.delim\": \"\\\\t\"}")
                        .format())
                .isEqualTo(CsvFormat.defaults().withDelimiter('\t'));
        assertThat(table("{}", "org.apache.hive.hcatalog.data.JsonSerDe", "{\"case.insensitive\": \"TRUE\"}")
                        .format())
                .isEqualTo(JsonFormat.defaults());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"\\\\001, 1", "\\u0001, 1", "\\\\u0001, 1", "\\\\t, 9", "\\t, 9", "|, 124", "\\\\174, 124"})
    void aDelimiterIsReadAsHiveWritesIt(String json, int character) throws InvalidTableException {
        assertThat(table(
                                "{}",
                                "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                                "{\"field.delim\": \"" + json + "\", \"serialization.format\": \"" + json + "\"}")
                        .format())
                .isEqualTo(CsvFormat.defaults().withDelimiter((char) character));
    }

    @Test
    void aSerializerOfAnotherFormatIsAMistake() {
        assertThat(mistakes("{\"classification\": \"json\"}", "org.apache.hadoop.hive.serde2.OpenCSVSerde", "{}"))
                .containsExactly("t.json: /Parameters/classification: expected csv, which the serializer"
                        + " org.apache.hadoop.hive.serde2.OpenCSVSerde reads, found 'json'");
        assertThat(mistakes("{\"classification\": \"json\"}", "org.example.MySerDe", "{}"))
                .singleElement()
                .asString()
                .startsWith("t.json: /StorageDescriptor/SerdeInfo/SerializationLibrary: expected one of ")
                .endsWith(", or nothing, found 'org.example.MySerDe'");
    }

    @Test
    void aSerializersSettingThatWouldMeanSomethingElseHereIsAMistakeAtItsPlace() {
        String at = "t.json: /StorageDescriptor/SerdeInfo/Parameters/";

        assertThat(mistakes(
                        "{\"classification\": \"csv\", \"skip.header.line.cuont\": \"1\"}",
                        "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                        """
                        {"field.delim": ";", "separatorChar": ",", "quotChar": "'", "escape.delim": "!",
                         "collection.delim": "|", "serialization.null.format": "NULL", "skip.footer.line.count": "0",
                         "serialization.format": "1"}"""))
                .containsExactlyInAnyOrder(
                        "t.json: /Parameters/skip.header.line.cuont: unknown setting; did you mean"
                                + " skip.header.line.count?",
                        at + "field.delim: expected the same as separatorChar, ',', found ';'",
                        at + "quotChar: unknown setting of csv; did you mean quoteChar?",
                        at + "escape.delim: cannot be set: characters are escaped inside quotes only, by escapeChar",
                        at + "collection.delim: cannot be set: an array or a map inside a field is JSON",
                        at + "serialization.null.format: expected an empty text, for an empty field is null; found"
                                + " 'NULL'");
        assertThat(mistakes(
                        "{\"classification\": \"json\"}",
                        "org.openx.data.jsonserde.JsonSerDe",
                        "{\"paths\": \"id\", \"mapping.ts\": \"timestamp\", \"dots.in.keys\": \"true\"}"))
                .containsExactlyInAnyOrder(
                        at + "mapping.ts: unknown setting of json",
                        at + "dots.in.keys: expected false, for a name with dots stays as it is; a mapping renames it;"
                                + " found 'true'");
    }

    @Test
    void aWrongLetterInAStreamsSettingDoesNotGoUnnoticed() {
        String table = """
                {"Name": "t", "Paramters": {}, "Parameters": {"classification": "json"},
                 "StorageDescriptor": {"Columns": [], "Parameters": {"typeOfData": "kinesis", "streamname": "s",
                   "sizeKey": "3"}}}""";

        assertThat(catchThrowableOfType(InvalidTableException.class, () -> GlueTable.parse("t", table, "t.json"))
                        .mistakes())
                .containsExactly(
                        "t.json: /Paramters: unknown field; did you mean Parameters?",
                        "t.json: /StorageDescriptor/Parameters/streamname: unknown setting of kinesis; did you mean"
                                + " streamName?");
    }

    @Test
    void theKeysOfALakeSayHowItIsParted() throws InvalidTableException {
        assertThat(parted("ingest_year", "ingest_month", "ingest_day", "ingest_hour")
                        .partitionBy())
                .isEqualTo("ingest");
        assertThat(parted("year", "month", "day", "hour").partitionBy()).isEqualTo("at");
        assertThat(parted().partitionBy()).isNull();
    }

    @Test
    void otherPartitionKeysAreRefused() {
        assertThat(catchThrowableOfType(InvalidTableException.class, () -> parted("year", "month"))
                        .mistakes())
                .containsExactly("t.json: /PartitionKeys: expected none, or those of a lake by the hour, ingest_year,"
                        + " ingest_month, ingest_day, ingest_hour or year, month, day, hour, found year, month");
        assertThat(catchThrowableOfType(InvalidTableException.class, () -> parted("id"))
                        .mistakes())
                .contains("t.json: /PartitionKeys: expected keys that are no columns, found 'id' among both");
    }

    @Test
    void ofAListTheTableIsTakenThatHasTheName(@TempDir Path directory) throws Exception {
        String list = "{\"TableList\": [" + keyed("a") + "," + keyed("b") + "]}";
        Files.writeString(directory.resolve("b.json"), list);

        assertThat(Catalog.in(directory).table("b").name()).isEqualTo("b");
        assertThat(Catalog.read(directory.resolve("b.json")))
                .extracting(TableDefinition::name)
                .containsExactly("a", "b");
        assertThat(catchThrowableOfType(InvalidTableException.class, () -> GlueTable.parse("c", list, "t.json"))
                        .mistakes())
                .containsExactly("t.json: /TableList: expected one table 'c', found 0");
    }

    @Test
    void aFileThatIsNotThereIsSaidSo(@TempDir Path directory) {
        Path file = directory.resolve("none.json");

        assertThat(catchThrowableOfType(InvalidTableException.class, () -> Catalog.read(file))
                        .mistakes())
                .containsExactly("table definition " + file + " cannot be read: it is not there");
    }

    private static TableDefinition parted(String... keys) throws InvalidTableException {
        return GlueTable.parse("t", keyed("t", keys), "t.json");
    }

    private static String keyed(String name, String... keys) {
        List<String> columns = List.of(keys).stream()
                .map(k -> "{\"Name\": \"" + k + "\", \"Type\": \"string\"}")
                .toList();
        return """
                {"Name": "%s", "Parameters": {"classification": "json"}, "PartitionKeys": %s,
                 "StorageDescriptor": {
                   "Columns": [{"Name": "id", "Type": "int"}, {"Name": "at", "Type": "timestamp"}],
                   "Parameters": {"typeOfData": "kafka", "topicName": "x"}}}""".formatted(name, columns);
    }

    private static TableDefinition table(String parameters, String library, String serde) throws InvalidTableException {
        return GlueTable.parse("t", """
                {"Name": "t", "Parameters": %s,
                 "StorageDescriptor": {"Columns": [{"Name": "id", "Type": "int"}],
                   "SerdeInfo": {"SerializationLibrary": "%s", "Parameters": %s},
                   "Parameters": {"typeOfData": "kafka", "topicName": "x"}}}""".formatted(parameters, library, serde), "t.json");
    }

    private static List<String> mistakes(String parameters, String library, String serde) {
        return catchThrowableOfType(InvalidTableException.class, () -> table(parameters, library, serde))
                .mistakes();
    }
}
