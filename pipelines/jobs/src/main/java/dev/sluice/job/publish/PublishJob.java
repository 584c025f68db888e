package dev.sluice.job.publish;

import dev.sluice.lake.LakeWrite;
import dev.sluice.schema.ReadSettings;
import org.apache.beam.sdk.Pipeline;

/**
 * From a board to MQTT: read, keep; the {@link Outbox} sends, and what the broker refuses for good is a dead letter.
 */
public final class PublishJob {

    private PublishJob() {}

    /** Assembles the pipeline. */
    public static void assemble(Pipeline pipeline, PublishConfig config, ReadSettings reading) {
        pipeline.apply("Read", config.source().connector().read(config.source().table(), reading))
                .apply("Keep", SpoolWrite.to(config.layout().checkpoint(), reading.jobId()))
                .apply(
                        "Dead letters",
                        LakeWrite.to(config.layout()).withJobId(reading.jobId()).deadLetters());
    }
}
