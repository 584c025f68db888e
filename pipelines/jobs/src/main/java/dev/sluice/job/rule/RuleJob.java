package dev.sluice.job.rule;

import dev.sluice.connector.BatchWrite;
import dev.sluice.job.lake.LakeJob;
import dev.sluice.lake.LakeLayout;
import dev.sluice.lake.LakeWrite;
import dev.sluice.lake.Publication;
import dev.sluice.record.DeadLetter;
import dev.sluice.record.JobLocal;
import dev.sluice.record.RecordBatch;
import dev.sluice.record.RecordBatchCoder;
import dev.sluice.rule.InvalidSqlException;
import dev.sluice.schema.ReadSettings;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * From MQTT to where a rule's actions lead: read, drop what came before, then for each action select and send. A message that an action fails
 * with becomes a document for the error action, and a dead letter where there is none, or where that fails too.
 *
 * <pre>
 * Read ─▶ Deduplicate ─┬─▶ Action 1: select and send ─▶ describe and send the error ─▶ dead letters
 *                      └─▶ Action 2: select ─▶ lake
 * </pre>
 */
public final class RuleJob {

    private RuleJob() {}

    /** Assembles the pipeline. A message is acknowledged when all actions have it. */
    public static void assemble(Pipeline pipeline, RuleConfig rule, ReadSettings reading) {
        PCollection<RecordBatch> messages = pipeline.apply(
                        "Read", rule.source().connector().read(rule.source().table(), reading))
                .apply(
                        "Deduplicate",
                        rule.deduplicate().inRun(reading.jobId(), reading.durability(), reading.progress()));
        List<String> branches =
                JobLocal.branches(reading.jobId(), rule.actions().size());
        for (int i = 0; i < branches.size(); i++) {
            ReadSettings branch = reading.inRun(branches.get(i), reading.ending());
            messages.apply("Action " + (i + 1), new Act(rule, rule.actions().get(i), branch));
        }
    }

    /** One action, with what becomes of its failures. */
    private static final class Act extends PTransform<PCollection<RecordBatch>, PCollection<Publication>> {

        private final transient RuleConfig rule;
        private final transient RuleEnd end;
        private final transient ReadSettings branch;

        Act(RuleConfig rule, RuleEnd end, ReadSettings branch) {
            this.rule = rule;
            this.end = end;
            this.branch = branch;
        }

        @Override
        public PCollection<Publication> expand(PCollection<RecordBatch> messages) {
            if (end instanceof RuleEnd.Stream stream) {
                PCollection<DeadLetter> failures =
                        messages.apply("Select and send", send(rule.rule().sql(), stream));
                return rule.errorAction() == null ? keep(failures) : report(failures, stream, rule.errorAction());
            }
            return messages.apply("Select", ParDo.of(new Select(rule.rule().sql())))
                    .setCoder(RecordBatchCoder.of())
                    .apply("Lake", store(end));
        }

        private PCollection<Publication> report(
                PCollection<DeadLetter> failures, RuleEnd.Stream failed, RuleEnd errorAction) {
            PCollection<RecordBatch> documents = failures.apply(
                            "Describe", ParDo.of(new Describe(rule.rule().name(), failed.action())))
                    .setCoder(RecordBatchCoder.of());
            return errorAction instanceof RuleEnd.Stream stream
                    ? keep(documents.apply("Send error", send(null, stream)))
                    : documents.apply("Lake of errors", store(errorAction));
        }

        private PCollection<Publication> keep(PCollection<DeadLetter> failures) {
            LakeLayout layout = rule.layout();
            return failures.apply(
                    "Dead letters",
                    LakeWrite.to(layout).withJobId(branch.jobId()).deadLetters());
        }

        private BatchWrite send(@Nullable String sql, RuleEnd.Stream stream) {
            RuleAction.ToStream action = stream.action();
            TableDefinition table = stream.table();
            return BatchWrite.to(
                            action.kind(),
                            action.resource(),
                            () -> RuleEnd.connector(action.kind()).sender(table),
                            branch.jobId())
                    .sending(() -> RuleOutput.of(sql, action));
        }

        private PTransform<PCollection<RecordBatch>, PCollection<Publication>> store(RuleEnd lake) {
            return LakeJob.write(((RuleEnd.Lake) lake).config(), branch);
        }
    }

    /** What cannot be selected for a lake goes on as it is, and is one of the lake's dead letters. */
    private static final class Select extends DoFn<RecordBatch, RecordBatch> {

        private final String sql;
        private transient RuleSelection selection;

        Select(String sql) {
            this.sql = sql;
        }

        @Setup
        public void compile() throws InvalidSqlException {
            selection = RuleSelection.of(sql);
        }

        @ProcessElement
        public void process(@Element RecordBatch batch, OutputReceiver<RecordBatch> selected) {
            selected.output(batch.selecting(selection::orAsItIs));
        }
    }

    private static final class Describe extends DoFn<DeadLetter, RecordBatch> {

        private final String rule;
        private final RuleAction.ToStream failed;

        Describe(String rule, RuleAction.ToStream failed) {
            this.rule = rule;
            this.failed = failed;
        }

        @ProcessElement
        public void process(@Element DeadLetter letter, OutputReceiver<RecordBatch> documents) throws IOException {
            documents.output(ErrorDocument.of(letter, rule, failed));
        }
    }
}
