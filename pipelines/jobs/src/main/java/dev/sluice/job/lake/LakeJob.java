package dev.sluice.job.lake;

import dev.sluice.lake.LakeWrite;
import dev.sluice.lake.Publication;
import dev.sluice.schema.ReadSettings;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.values.PCollection;

/** From a stream to a lake: read, then decode, map and write by the hour, then publish; dead letters beside. */
public final class LakeJob {

    private LakeJob() {}

    /** Assembles the pipeline; what it gives are the publications it makes. */
    public static PCollection<Publication> assemble(Pipeline pipeline, LakeConfig config, ReadSettings reading) {
        return pipeline.apply(
                        "Read", config.source().connector().read(config.source().table(), reading))
                .apply(
                        "Write",
                        LakeWrite.to(config.layout())
                                .withJobId(reading.jobId())
                                .decoding(config.source().table())
                                .mapping(config.mapping()));
    }
}
