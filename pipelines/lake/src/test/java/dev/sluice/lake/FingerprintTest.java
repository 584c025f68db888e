package dev.sluice.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.format.Compression;
import dev.sluice.format.CsvFormat;
import dev.sluice.format.JsonFormat;
import dev.sluice.format.PayloadEncoding;
import dev.sluice.mapping.CastMode;
import dev.sluice.mapping.FieldMapping;
import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.Transform;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

final class FingerprintTest {

    private static final TableDefinition TABLE = Readings.TABLE;
    private static final Mapping MAPPING = Mapping.of(List.of(new FieldMapping("id", "int", "id", "int")));

    @Test
    void itIsTheSameInEveryJvmAndWhereverTheStreamIs() {
        String fingerprint = Fingerprint.of(TABLE, MAPPING, Partitioning.by("at"));

        assertThat(fingerprint).matches("[0-9a-f]{12}");
        assertThat(Fingerprint.of(
                        SerializableUtils.clone(TABLE), SerializableUtils.clone(MAPPING), Partitioning.by("at")))
                .isEqualTo(fingerprint);
        assertThat(Fingerprint.of(
                        TABLE.withStream(new Stream("file", Map.of("files", "x"))), MAPPING, Partitioning.by("at")))
                .isEqualTo(fingerprint);
    }

    @Test
    void whateverMakesAnotherRowMakesAnotherOne() {
        List<Column> wider = List.of(
                new Column("id", ColumnType.parse("bigint")),
                TABLE.columns().get(1),
                TABLE.columns().get(2));
        TableDefinition named = new TableDefinition("r2", TABLE.columns(), TABLE.format(), TABLE.stream(), null);
        TableDefinition typed = new TableDefinition("readings", wider, TABLE.format(), TABLE.stream(), null);

        assertThat(List.of(
                        Fingerprint.of(TABLE, Mapping.identity(), Partitioning.ingest()),
                        Fingerprint.of(TABLE, Mapping.identity(), Partitioning.by("at")),
                        Fingerprint.of(TABLE, MAPPING, Partitioning.ingest()),
                        Fingerprint.of(TABLE, MAPPING.withCastMode(CastMode.LENIENT), Partitioning.ingest()),
                        Fingerprint.of(
                                TABLE, Mapping.of(new Transform.DropFields(List.of("id"))), Partitioning.ingest()),
                        Fingerprint.of(named, Mapping.identity(), Partitioning.ingest()),
                        Fingerprint.of(typed, Mapping.identity(), Partitioning.ingest()),
                        Fingerprint.of(
                                TABLE.withEncoding(new PayloadEncoding(Compression.GZIP, 1 << 20)),
                                Mapping.identity(),
                                Partitioning.ingest()),
                        Fingerprint.of(
                                TABLE.withFormat(CsvFormat.defaults()), Mapping.identity(), Partitioning.ingest()),
                        Fingerprint.of(
                                TABLE.withFormat(JsonFormat.defaults().withTimestampFormats(List.of("dd.MM.yyyy"))),
                                Mapping.identity(),
                                Partitioning.ingest())))
                .doesNotHaveDuplicates();
    }
}
