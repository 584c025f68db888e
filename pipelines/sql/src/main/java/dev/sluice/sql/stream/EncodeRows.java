package dev.sluice.sql.stream;

import dev.sluice.format.RecordEncoder;
import dev.sluice.record.Position;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordBatchCoder;
import dev.sluice.record.Template;
import dev.sluice.schema.TableDefinition;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.table.RowConversion;
import dev.sluice.sql.table.SqlTable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the records of a table: written in its format, with the columns it is partitioned by as their key, and those that its topic names, on MQTT, as
 * attributes. The records of a bundle are a batch.
 */
public final class EncodeRows extends PTransform<PCollection<SqlRow>, PCollection<RecordBatch>> {

    private static final int MOST = 1_000;

    private final SqlTable table;

    private EncodeRows(SqlTable table) {
        this.table = table;
    }

    /** Takes rows of the table's physical columns. */
    public static EncodeRows of(SqlTable table) {
        return new EncodeRows(table);
    }

    @Override
    public PCollection<RecordBatch> expand(PCollection<SqlRow> rows) {
        return rows.apply("Encode", ParDo.of(new Encode(table))).setCoder(RecordBatchCoder.of());
    }

    private static final class Encode extends DoFn<SqlRow, RecordBatch> {

        private final TableDefinition definition;
        private final RowConversion conversion;
        private final int[] keys;
        private final List<String> names;
        private final int[] named;

        private transient RecordEncoder encoder;
        private transient RecordBatch.@Nullable Builder batch;
        private transient org.joda.time.Instant last;
        private transient long count;

        Encode(SqlTable table) {
            definition = table.writtenDefinition();
            conversion = table.writing();
            names = List.copyOf(names(table));
            keys = places(table.partitionKeys());
            named = places(inTopic(definition.stream()));
        }

        private static List<String> names(SqlTable table) {
            return table.physicalColumns().stream().map(column -> column.name()).toList();
        }

        private int[] places(List<String> columns) {
            return columns.stream()
                    .mapToInt(names::indexOf)
                    .filter(column -> column >= 0)
                    .toArray();
        }

        private static List<String> inTopic(TableDefinition.Stream stream) {
            String topic = stream.setting("topic");
            return stream.kind().equals("mqtt") && topic != null
                    ? Template.of(topic).columns()
                    : List.of();
        }

        @Setup
        public void open() {
            encoder = definition.format().encoder(definition.columns());
            last = org.joda.time.Instant.EPOCH;
        }

        @ProcessElement
        public void process(
                @Element SqlRow row, @Timestamp org.joda.time.Instant timestamp, OutputReceiver<RecordBatch> batches) {
            RecordBatch.Builder open = batch == null ? RecordBatch.Builder.of("sql", false) : batch;
            @Nullable Object[] values = conversion.convert(row.values().clone());
            byte[] payload = encoder.encode(values);
            open.add(
                    definition.name(),
                    Position.offset(count),
                    Position.offset(count + 1),
                    timestamp.getMillis(),
                    key(values),
                    attributes(values),
                    payload,
                    null);
            count++;
            batch = open;
            last = timestamp;
            if (open.size() == MOST) {
                batches.output(close(open));
            }
        }

        private RecordBatch close(RecordBatch.Builder open) {
            batch = null;
            Instant now = Instant.now();
            return open.build(now, now);
        }

        /** The values that are there, as text; no key where there are none. */
        private byte @Nullable [] key(@Nullable Object[] values) {
            String key = IntStream.of(keys)
                    .mapToObj(column -> values[column])
                    .filter(Objects::nonNull)
                    .map(Encode::text)
                    .collect(Collectors.joining("|"));
            return key.isEmpty() ? null : key.getBytes(StandardCharsets.UTF_8);
        }

        private Map<String, String> attributes(@Nullable Object[] values) {
            if (named.length == 0) {
                return Map.of();
            }
            Map<String, String> attributes = new HashMap<>();
            for (int column : named) {
                Object value = values[column];
                if (value != null) {
                    attributes.put(names.get(column), text(value));
                }
            }
            return attributes;
        }

        private static String text(Object value) {
            return value instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : String.valueOf(value);
        }

        @FinishBundle
        public void finish(FinishBundleContext context) {
            if (batch != null) {
                context.output(close(batch), last, GlobalWindow.INSTANCE);
            }
        }
    }
}
