package dev.sluice.sql.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.RawRecord;
import dev.sluice.record.RecordBatch;
import dev.sluice.sql.function.FlinkTypes;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.row.SqlRowCoder;
import dev.sluice.sql.script.Script;
import dev.sluice.sql.table.SqlTable;
import dev.sluice.testing.TestPipelineExtension;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPipelineExtension.class)
class EncodeRowsTest {

    @Test
    void whatATableIsPartedByIsTheKeyAndWhatItsTopicNamesAreAttributes(TestPipeline pipeline) throws Exception {
        RelDataTypeFactory types = FlinkTypes.factory();
        SqlTable table = SqlTable.of(Script.parse("""
                                CREATE TABLE t (id INT, room STRING, code BYTES) PARTITIONED BY (id, code)
                                WITH ('connector' = 'mqtt', 'broker' = 'mqtt://b', 'topic' = 'a/${room}/${id}', 'format' = 'json')
                                """).get(0), types);
        SqlRowCoder coder = SqlRowCoder.of(types.builder()
                .addAll(table.physicalColumns().stream()
                        .map(column -> Map.entry(column.name(), column.type()))
                        .toList())
                .build());

        PCollection<RecordBatch> batches = pipeline.apply(Create.of(
                                new SqlRow(new Object[] {7, "hall", new byte[] {1, 2}}))
                        .withCoder(coder))
                .apply(EncodeRows.of(table));

        PAssert.thatSingleton(batches).satisfies(batch -> {
            RawRecord record = batch.record(0);
            assertThat(batch.size()).isEqualTo(1);
            assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo("7|AQI=");
            assertThat(record.attributes()).isEqualTo(Map.of("id", "7", "room", "hall"));
            assertThat(new String(record.payload(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"id\":7,\"room\":\"hall\",\"code\":\"AQI=\"}");
            return null;
        });
        pipeline.run();
    }
}
