package dev.sluice.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.format.AvroFormat;
import dev.sluice.format.Compression;
import dev.sluice.format.CsvFormat;
import dev.sluice.format.GrokFormat;
import dev.sluice.format.JsonFormat;
import dev.sluice.format.PayloadEncoding;
import dev.sluice.format.RecordFormat;
import dev.sluice.schema.TableDefinition.EventTimeColumn;
import dev.sluice.schema.TableDefinition.Stream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GlueWriterTest {

    private static final List<Column> COLUMNS = List.of(
            new Column("id", ColumnType.parse("decimal(38,0)")),
            new Column("a \"quoted\" {name}", ColumnType.parse("struct<x:array<double>,y:choice<int,string>>")),
            new Column("none", ColumnType.Simple.VOID),
            new Column("at", ColumnType.Simple.TIMESTAMP));

    private static List<RecordFormat> formats() {
        return List.of(
                JsonFormat.defaults(),
                JsonFormat.defaults().withTimestampFormats(List.of("yyyy-MM-dd HH:mm:ss", "millis")),
                CsvFormat.defaults(),
                new CsvFormat('\t', '\'', '\\', 2, List.of("millis"), ZoneOffset.UTC),
                GrokFormat.of("%{IP:client} %{WORD:method}"),
                AvroFormat.of("{\"type\": \"record\", \"name\": \"r\", \"fields\": []}"),
                AvroFormat.containers().withRegistryUrl("http://127.0.0.1:8081"),
                new GrokFormat("%{READING}", "READING %{NUMBER:celsius:double}", List.of(), ZoneOffset.UTC));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void whatIsWrittenIsReadAsTheSame(RecordFormat format) throws InvalidTableException {
        TableDefinition table =
                new TableDefinition("t", COLUMNS, format, new Stream("file", Map.of("files", "data/*.csv")), null);

        assertThat(GlueTable.parse("t", table.toJson(), "t.json")).isEqualTo(table);
    }

    @Test
    void eventTimeAndPartitionKeysAreWrittenToo() throws InvalidTableException {
        TableDefinition table = new TableDefinition(
                "t",
                COLUMNS,
                JsonFormat.defaults(),
                new Stream("kinesis", Map.of("streamName", "s")),
                new EventTimeColumn("at", Duration.ofSeconds(5)),
                "at",
                PayloadEncoding.defaults().with(Compression.XZ));

        assertThat(GlueTable.parse("t", table.toJson(), "t.json")).isEqualTo(table);
        assertThat(table.toJson()).contains("{ \"Name\" : \"at\", \"Type\" : \"timestamp\" }");
    }

    @Test
    void theTablesThatShipAreWrittenAsTheyAre() throws InvalidTableException {
        Catalog catalog = Catalog.in(Path.of("no-such-directory"));
        for (String name : catalog.names()) {
            TableDefinition table = catalog.table(name);

            assertThat(GlueTable.parse(name, table.toJson(), "t.json")).isEqualTo(table);
        }
    }
}
