package dev.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.format.Compression;
import dev.sluice.format.CsvFormat;
import dev.sluice.format.GrokFormat;
import dev.sluice.format.JsonFormat;
import dev.sluice.format.PayloadEncoding;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlueTableTest {

    private static final String INPUT = """
            {"Name": "t", "Parameters": {"classification": "json"},
             "StorageDescriptor": {
               "Columns": [{"Name": "id", "Type": "int"}, {"Name": "at", "Type": "timestamp"}],
               "Parameters": {"typeOfData": "kafka", "topicName": "x"}}}""";

    @ParameterizedTest
    @ValueSource(strings = {"%s", "{\"Table\": %s}", "{\"TableInput\": %s}"})
    void allThreeFormsOfGlueAreRead(String form) throws InvalidTableException {
        TableDefinition table = GlueTable.parse("t", form.formatted(INPUT), "t.json");

        assertThat(table)
                .isEqualTo(new TableDefinition(
                        "t",
                        List.of(new Column("id", ColumnType.Simple.INT), new Column("at", ColumnType.Simple.TIMESTAMP)),
                        JsonFormat.defaults(),
                        new TableDefinition.Stream("kafka", Map.of("topicName", "x")),
                        null));
    }

    @Test
    void whatGetTablePrintsPasses() throws InvalidTableException {
        String printed = """
                {"Table": {"Name": "t", "DatabaseName": "default", "CreateTime": "2020-04-16T11:33:23+00:00",
                 "UpdateTime": 1587036803.0, "Retention": 0, "TableType": "EXTERNAL_TABLE", "PartitionKeys": [],
                 "IsRegisteredWithLakeFormation": false, "CatalogId": "123456789012", "VersionId": "0",
                 "Parameters": {"classification": "json"},
                 "StorageDescriptor": {
                   "Columns": [{"Name": "id", "Type": "int", "Comment": "which"}],
                   "Location": "my-input-stream", "Compressed": false, "NumberOfBuckets": 0, "BucketColumns": [],
                   "SerdeInfo": {"SerializationLibrary": "org.openx.data.jsonserde.JsonSerDe",
                     "Parameters": {"paths": "id", "timestamp.formats": "yyyy-MM-dd HH:mm:ss, millis"}},
                   "SortColumns": [], "StoredAsSubDirectories": false,
                   "Parameters": {"typeOfData": "kinesis", "streamName": "s",
                     "endpointUrl": "https://kinesis.us-east-1.amazonaws.com"}}}}""";

        TableDefinition table = GlueTable.parse("t", printed, "t.json");

        assertThat(table.format()).isEqualTo(new JsonFormat(List.of("yyyy-MM-dd HH:mm:ss", "millis"), ZoneOffset.UTC));
        assertThat(table.stream().settings())
                .isEqualTo(Map.of("streamName", "s", "endpointUrl", "https://kinesis.us-east-1.amazonaws.com"));
    }

    @Test
    void allMistakesAreReportedEachWithItsPlace() {
        String table = """
                {"Table": {"Name": "other", "Parameters": {"classification": "xml", "clasification": "json", "sluice.eventTime": "tme",
                   "sluice.watermarkDelay": "5 seconds", "sluice.eventtime": "time"},
                 "StorageDescriptor": {
                   "Colums": [],
                   "Columns": [
                     {"Name": "id", "Type": "int"},
                     {"Name": "ID", "Type": "int"},
                     {"Name": "time", "Type": "timestmap"},
                     {"Type": "int", "Nmae": "x"},
                     7],
                   "Parameters": {"typeOfData": "rabbitmq", "size": 3, "sasl.password": "hunter2"}}}}""";

        InvalidTableException e =
                catchThrowableOfType(InvalidTableException.class, () -> GlueTable.parse("t", table, "t.json"));

        assertThat(e.mistakes())
                .containsExactly(
                        "t.json: /Table/Name: expected 't', the name it is looked up by, found 'other'",
                        "t.json: /Table/StorageDescriptor/Colums: unknown field; did you mean Columns?",
                        "t.json: /Table/StorageDescriptor/Columns/4: expected an object, found the number 7",
                        "t.json: /Table/StorageDescriptor/Columns/1/Name: expected each name once, case apart, found 'ID'"
                                + " again",
                        "t.json: /Table/StorageDescriptor/Columns/2/Type: type 'timestmap': expected a type such as"
                                + " string, double, timestamp, decimal(10,2) or array<int>, found 'timestmap' at"
                                + " character 1",
                        "t.json: /Table/StorageDescriptor/Columns/3/Nmae: unknown field; did you mean Name?",
                        "t.json: /Table/StorageDescriptor/Columns/3/Name: expected a string, found nothing",
                        "t.json: /Table/Parameters/clasification: unknown setting; did you mean classification?",
                        "t.json: /Table/Parameters/classification: expected json, csv, avro or grokLog, found 'xml'",
                        "t.json: /Table/StorageDescriptor/Parameters/size: expected a string, as all of Glue's"
                                + " parameters are, found the number 3",
                        "t.json: /Table/StorageDescriptor/Parameters/sasl.password: looks like a secret; a table holds"
                                + " none, put it into the file that --connection names",
                        "t.json: /Table/StorageDescriptor/Parameters/typeOfData: expected one of kinesis, kafka, mqtt,"
                                + " file, sensehat, found 'rabbitmq'",
                        "t.json: /Table/Parameters/sluice.eventtime: unknown setting; expected one of"
                                + " sluice.eventTime, sluice.watermarkDelay, sluice.schemaRegistry",
                        "t.json: /Table/Parameters/sluice.watermarkDelay: expected an ISO duration of zero or more such"
                                + " as PT5S, found '5 seconds'",
                        "t.json: /Table/Parameters/sluice.eventTime: there is no column 'tme', expected one of id, ID");
        assertThat(e.getMessage()).doesNotContain("hunter2");
    }

    @Test
    void anEventTimeHasToBeATimestamp() {
        assertThat(mistakesOf(INPUT.replace("\"json\"", "\"json\", \"sluice.eventTime\": \"id\"")))
                .containsExactly(
                        "t.json: /Parameters/sluice.eventTime: expected a column of type timestamp, found 'id' of"
                                + " type int");
    }

    @Test
    void aFormatThatIsNotReadIsRefused() {
        assertThat(mistakesOf(INPUT.replace("\"json\"", "\"parquet\"")))
                .containsExactly(
                        "t.json: /Parameters/classification: expected json, csv, avro or grokLog, found 'parquet'");
    }

    @Test
    void aTimestampFormatThatIsNoneIsAMistakeAtItsPlace() {
        String wrong = INPUT.replace(
                "\"Parameters\": {\"typeOfData\"",
                "\"SerdeInfo\": {\"Parameters\": {\"timestamp.formats\": \"yyyy-bb\"}}, \"Parameters\": {\"typeOfData\"");

        assertThat(mistakesOf(wrong))
                .singleElement()
                .asString()
                .startsWith(
                        "t.json: /StorageDescriptor/SerdeInfo/Parameters/timestamp.formats: timestamp format 'yyyy-bb'");
    }

    @Test
    void aCsvTableHasHivesSettings() throws InvalidTableException {
        String csv = INPUT.replace("\"json\"", "\"csv\", \"skip.header.line.count\": \"1\"")
                .replace(
                        "\"Parameters\": {\"typeOfData\"",
                        "\"SerdeInfo\": {\"Parameters\": {\"separatorChar\": \";\", \"quoteChar\": \"'\","
                                + " \"escapeChar\": \"\\\\\"}}, \"Parameters\": {\"typeOfData\"");

        TableDefinition table = GlueTable.parse("t", csv, "t.json");

        assertThat(table.format()).isEqualTo(new CsvFormat(';', '\'', '\\', 1, List.of(), ZoneOffset.UTC));
    }

    @Test
    void aGrokTableHasGluesSettings() throws InvalidTableException {
        String grok = INPUT.replace(
                "\"json\"",
                "\"grokLog\", \"grokPattern\": \"%{ID:id} %{GREEDYDATA:at}\", \"grokCustomPatterns\": \"A x\\nID %{INT}\","
                        + " \"timestamp.formats\": \"dd/MM/yyyy\"");

        assertThat(GlueTable.parse("t", grok, "t.json").format())
                .isEqualTo(new GrokFormat(
                        "%{ID:id} %{GREEDYDATA:at}", "A x\nID %{INT}", List.of("dd/MM/yyyy"), ZoneOffset.UTC));
    }

    @Test
    void aGrokTableOfAthenasSerializerIsReadToo() throws InvalidTableException {
        String grok = INPUT.replace("\"json\"", "\"groklog\"")
                .replace(
                        "\"Parameters\": {\"typeOfData\"",
                        "\"SerdeInfo\": {\"SerializationLibrary\": \"com.amazonaws.glue.serde.GrokSerDe\", \"Parameters\":"
                                + " {\"input.format\": \"%{ID:id}\", \"input.grokCustomPatterns\": \"ID %{INT}\"}},"
                                + " \"Parameters\": {\"typeOfData\"");

        assertThat(GlueTable.parse("t", grok, "t.json").format())
                .isEqualTo(new GrokFormat("%{ID:id}", "ID %{INT}", List.of(), ZoneOffset.UTC));
    }

    @Test
    void aGrokPatternMayLookForAPassword() throws InvalidTableException {
        String grok = INPUT.replace("\"json\"", "\"grokLog\", \"grokPattern\": \"password = %{NOTSPACE:id}\"");

        assertThat(GlueTable.parse("t", grok, "t.json").format()).isEqualTo(GrokFormat.of("password = %{NOTSPACE:id}"));
        assertThat(mistakesOf(grok.replace("%{NOTSPACE:id}", "hunter2 %{WORD:id}")))
                .first()
                .asString()
                .contains("/Parameters/grokPattern: looks like a secret");
    }

    @Test
    void everyMistakeOfAGrokTableIsReportedAtItsPlace() {
        assertThat(mistakesOf(INPUT.replace("\"json\"", "\"grokLog\"")))
                .containsExactly(
                        "t.json: /Parameters/grokPattern: expected a pattern such as %{COMBINEDAPACHELOG}, found nothing");
        assertThat(
                        mistakesOf(
                                INPUT.replace(
                                        "\"json\"",
                                        "\"grokLog\", \"grokPattern\": \"%{ID:id:number} %{WRD:w}\", \"grokCustomPatterns\": \"ID %{ID}\"")))
                .containsExactly(
                        "t.json: /Parameters/grokPattern: %{ID:id:number}: expected a type of byte, short, int, long,"
                                + " float, double, boolean, string, found 'number'",
                        "t.json: /Parameters/grokPattern: there is no pattern WRD; did you mean WORD?",
                        "t.json: /Parameters/grokCustomPatterns: line 1, ID: expected no pattern within itself, found ID"
                                + " in ID");
    }

    @ParameterizedTest
    @CsvSource({
        "gzip, GZIP",
        "bzip2, BZIP2",
        "SNAPPY, SNAPPY",
        "deflate-raw, DEFLATE_RAW",
        "none, NONE",
        "auto, AUTO",
    })
    void aTableSaysHowItsPayloadsAreCompressed(String word, Compression compression) throws InvalidTableException {
        String type = "\"compressionType\": \"" + word + "\", ";
        String beside = INPUT.replace("\"classification\"", type + "\"classification\"");
        String storage = INPUT.replace("\"typeOfData\"", type + "\"typeOfData\"");

        assertThat(GlueTable.parse("t", INPUT, "t.json").encoding()).isEqualTo(PayloadEncoding.defaults());
        for (String input : List.of(beside, storage)) {
            TableDefinition table = GlueTable.parse("t", input, "t.json");
            assertThat(table.encoding()).isEqualTo(PayloadEncoding.defaults().with(compression));
            assertThat(table.stream().settings()).isEqualTo(Map.of("topicName", "x"));
        }
    }

    @Test
    void aCompressionThatIsNotKnownIsAMistakeThatNamesThoseThatAre() {
        String input = INPUT.replace("\"classification\"", "\"compressionType\": \"lzo\", \"classification\"");

        assertThatThrownBy(() -> GlueTable.parse("t", input, "t.json"))
                .hasMessageContaining(
                        "t.json: /Parameters/compressionType: expected one of auto, none, gzip, bzip2, xz,"
                                + " zstd, snappy, snappy-framed, snappy-raw, deflate, deflate-raw, found 'lzo'");
    }

    @Test
    void whatIsNoJsonIsReportedWithLineAndColumn() {
        assertThat(mistakesOf("{\"Name\": \"t\",\n \"Name\": \"u\"}"))
                .singleElement()
                .asString()
                .startsWith("t.json: line 2, column ")
                .contains("Duplicate field 'Name'");
        assertThat(mistakesOf("[]"))
                .containsExactly("t.json: expected a JSON object with a Glue table in it, found none");
        assertThat(mistakesOf(""))
                .containsExactly("t.json: expected a JSON object with a Glue table in it, found none");
    }

    private static List<String> mistakesOf(String json) {
        return catchThrowableOfType(InvalidTableException.class, () -> GlueTable.parse("t", json, "t.json"))
                .mistakes();
    }
}
