package dev.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.format.AvroFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlueAvroTest {

    private static final String SCHEMA =
            "{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":[{\\\"name\\\":\\\"id\\\",\\\"type\\\":\\\"long\\\"},"
                    + "{\\\"name\\\":\\\"at\\\",\\\"type\\\":{\\\"type\\\":\\\"long\\\",\\\"logicalType\\\":\\\"timestamp-millis\\\"}}]}";
    private static final String ID = "{\"Name\": \"id\", \"Type\": \"bigint\"}";

    private static TableDefinition table(String columns, String parameters) throws InvalidTableException {
        return GlueTable.parse("t", json(columns, parameters), "t.json");
    }

    private static List<String> mistakes(String columns, String parameters) {
        return catchThrowableOfType(InvalidTableException.class, () -> table(columns, parameters))
                .mistakes();
    }

    private static String json(String columns, String parameters) {
        return """
                {"TableInput": {"Name": "t", "Parameters": {%s},
                 "StorageDescriptor": {"Columns": [%s], "Parameters": {"typeOfData": "kafka", "topicName": "t"}}}}""".formatted(parameters, columns);
    }

    @Test
    void theSchemaGivesTheColumnsWhereTheTableListsNone() throws InvalidTableException {
        TableDefinition table = table(
                "", "\"classification\": \"avro\", \"avroSchema\": \"" + SCHEMA + "\", \"sluice.eventTime\": \"at\"");

        assertThat(table.columns())
                .containsExactly(
                        new Column("id", ColumnType.Simple.BIGINT), new Column("at", ColumnType.Simple.TIMESTAMP));
        assertThat(table.format()).isEqualTo(AvroFormat.of(SCHEMA.replace("\\", "")));
    }

    @Test
    void theTablesColumnsGoBefore() throws InvalidTableException {
        assertThat(table(ID, "\"classification\": \"avro\", \"avroSchema\": \"" + SCHEMA + "\"")
                        .columns())
                .containsExactly(new Column("id", ColumnType.Simple.BIGINT));
    }

    @Test
    void aTableWithoutASchemaIsOfContainersOrHasARegistry() throws InvalidTableException {
        assertThat(table(ID, "\"classification\": \"avro\"").format()).isEqualTo(AvroFormat.containers());
        assertThat(table(
                                ID,
                                "\"classification\": \"avro\", \"sluice.schemaRegistry\": \"https://registry.example:8081\"")
                        .format())
                .isEqualTo(AvroFormat.containers().withRegistryUrl("https://registry.example:8081"));
    }

    @Test
    void mistakesSayWhere() {
        assertThat(mistakes(ID, "\"classification\": \"avro\", \"avroSchema\": \"{\\\"type\\\": }\""))
                .singleElement()
                .asString()
                .startsWith("t.json: /TableInput/Parameters/avroSchema: expected an Avro schema: ")
                .contains("line 1, column ");
        assertThat(mistakes(ID, "\"classification\": \"avro\", \"sluice.schemaRegistry\": \"registry:8081\""))
                .containsExactly("t.json: /TableInput/Parameters/sluice.schemaRegistry: expected a URL such as"
                        + " https://registry.example:8081, found 'registry:8081'");
        assertThat(mistakes(ID, "\"classification\": \"avro\", \"avroShema\": \"{}\""))
                .containsExactly("t.json: /TableInput/Parameters/avroShema: unknown setting; did you mean avroSchema?");
    }

    @Test
    void aRegistryHasNoUseForOtherFormats() {
        assertThat(mistakes(ID, "\"classification\": \"json\", \"sluice.schemaRegistry\": \"http://registry.example\""))
                .containsExactly(
                        "t.json: /TableInput/Parameters/sluice.schemaRegistry: expected the classification avro"
                                + " beside it, found 'json'");
    }
}
