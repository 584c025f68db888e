package dev.sluice.lake;

import dev.sluice.format.JsonFormat;
import dev.sluice.record.Position;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.Column;
import dev.sluice.schema.ColumnType;
import dev.sluice.schema.TableDefinition;
import dev.sluice.schema.TableDefinition.Stream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A table of readings, and batches of them. */
final class Readings {

    /** When all batches were read: 2020-04-16, the hour from 11. */
    static final Instant READ_AT = Instant.parse("2020-04-16T11:33:23Z");

    static final TableDefinition TABLE = new TableDefinition(
            "readings",
            List.of(
                    new Column("id", ColumnType.parse("int")),
                    new Column("at", ColumnType.parse("timestamp")),
                    new Column("celsius", ColumnType.parse("double"))),
            JsonFormat.defaults(),
            new Stream("kafka", Map.of()),
            null);

    private Readings() {}

    /** Consecutive records of a partition, behind {@code after}. */
    static RecordBatch batch(String partition, long after, String... payloads) {
        RecordBatch.Builder batch = RecordBatch.Builder.of("kafka", false);
        batch.anchor(partition, Position.offset(after));
        for (int i = 0; i < payloads.length; i++) {
            batch.add(
                    partition,
                    null,
                    Position.offset(after + 1 + i),
                    READ_AT.toEpochMilli(),
                    null,
                    Map.of(),
                    payloads[i].getBytes(StandardCharsets.UTF_8),
                    null);
        }
        return batch.build(READ_AT, READ_AT);
    }

    /** What a lake's job says it did, of all its runs. */
    static PublicationLog log(Path root) throws IOException {
        return PublicationLog.of(layout(root, Partitioning.ingest()));
    }

    static LakeLayout layout(Path root, Partitioning partitioning) {
        return new LakeLayout(
                root.toString(),
                root.resolve("_dead_letters").toString(),
                root.resolve("_sluice/checkpoint").toString(),
                partitioning);
    }
}
