package dev.sluice.job.rule;

import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.LakeWrite;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordBatchCoder;
import dev.sluice.record.Template;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableConnector;
import dev.sluice.schema.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.jspecify.annotations.Nullable;

/** From MQTT to a stream: read, give each message its key, write; what is refused for good is a dead letter. */
public final class RuleJob {

    private RuleJob() {}

    /** An end of the rule: a table and the connector it stands on. */
    public record End(TableDefinition table, TableConnector connector) {}

    /** Assembles the pipeline. */
    public static void assemble(
            Pipeline pipeline, End from, @Nullable Template key, End to, LakeLayout deadLetters, ReadSettings reading) {
        pipeline.apply("Read", from.connector().read(from.table(), reading))
                .apply("Key", ParDo.of(new Key(key)))
                .setCoder(RecordBatchCoder.of())
                .apply("Write", to.connector().write(to.table(), reading.jobId()))
                .apply("Dead letters", LakeWrite.to(deadLetters).deadLetters());
    }

    /** Gives each record the key its template makes of it. */
    private static final class Key extends DoFn<RecordBatch, RecordBatch> {

        private final @Nullable Template key;

        Key(@Nullable Template key) {
            this.key = key;
        }

        @ProcessElement
        public void process(@Element RecordBatch batch, OutputReceiver<RecordBatch> keyed) {
            keyed.output(key == null ? batch : batch.withKeys(record -> fill(key, record.attributes())));
        }

        private static byte[] fill(Template key, Map<String, String> attributes) {
            return key.fill(attributes.get("topic"), column -> null).getBytes(StandardCharsets.UTF_8);
        }
    }
}
