package dev.sluice.lake;

import dev.sluice.record.JobLocal;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;

/**
 * From a description to a publication. The shuffle carries names, never rows; it parts the writing step, whose subtasks may
 * end one by one, from the publishing one, which needs stable input.
 */
final class Publishing extends PTransform<PCollection<Publication>, PCollection<Publication>> {

    private final LakeLayout layout;
    private final String jobId;

    Publishing(LakeLayout layout, String jobId) {
        this.layout = layout;
        this.jobId = jobId;
    }

    @Override
    public PCollection<Publication> expand(PCollection<Publication> closed) {
        return closed.apply("Hand over", Reshuffle.viaRandomKey())
                .apply("Rename", ParDo.of(new Rename(layout, jobId)))
                .setCoder(Publication.CODER);
    }

    private static final class Rename extends DoFn<Publication, Publication> {

        private final LakeLayout layout;
        private final String jobId;

        Rename(LakeLayout layout, String jobId) {
            this.layout = layout;
            this.jobId = jobId;
        }

        /** Called when the runner has made the element durable, again after a restore. */
        @RequiresStableInput
        @ProcessElement
        public void process(@Element Publication publication, OutputReceiver<Publication> published)
                throws IOException {
            Publisher publisher = PublicationLog.of(layout);
            JobLocal job = JobLocal.of(jobId);
            job.publishing();
            publisher.publish(publication);
            job.published(publication.ranges());
            published.output(publication);
        }
    }
}
