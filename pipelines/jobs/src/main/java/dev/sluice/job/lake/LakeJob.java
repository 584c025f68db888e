package dev.sluice.job.lake;

import dev.sluice.lake.LakeWrite;
import dev.sluice.lake.Publication;
import dev.sluice.lake.WriterSettings;
import dev.sluice.record.Durability;
import dev.sluice.record.RecordBatch;
import dev.sluice.schema.ReadSettings;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;

/**
 * From a stream to a lake: read, drop what was read before, then decode, map and write by the hour, then publish; dead
 * letters beside.
 */
public final class LakeJob {

    private LakeJob() {}

    /** Assembles the pipeline; what it gives are the publications it makes. */
    public static PCollection<Publication> assemble(Pipeline pipeline, LakeConfig config, ReadSettings reading) {
        return pipeline.apply(
                        "Read", config.source().connector().read(config.source().table(), reading))
                .apply(
                        "Deduplicate",
                        config.deduplicate().inRun(reading.jobId(), reading.durability(), reading.progress()))
                .apply("Write", write(config, reading));
    }

    /** The end of it: decode, map and write, then publish. */
    public static PTransform<PCollection<RecordBatch>, PCollection<Publication>> write(
            LakeConfig config, ReadSettings reading) {
        return LakeWrite.to(config.layout())
                .withJobId(reading.jobId())
                .with(writer(config, reading))
                .withDeadLetterLimit(config.maxDeadLetters())
                .decoding(config.source().table())
                .mapping(config.mapping());
    }

    /** A runner that keeps nothing has bundles of any size: writers go by the window there, not by the bundle. */
    private static WriterSettings writer(LakeConfig config, ReadSettings reading) {
        return reading.durability() == Durability.PUBLICATION
                ? config.writer().collecting(config.windowSize())
                : config.writer();
    }
}
