package dev.sluice.lake;

import dev.sluice.record.JobLocal;
import dev.sluice.record.WorkerCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * From a description to a publication. The shuffle carries names, never rows; it parts the writing step, whose subtasks may
 * end one by one, from the publishing one, which needs stable input.
 */
final class Publishing extends PTransform<PCollection<Publication>, PCollection<Publication>> {

    private final LakeLayout layout;
    private final String jobId;
    private final @Nullable DeadLetterLimit limit;

    /** @param limit how many dead letters a run may make, or null: any number */
    Publishing(LakeLayout layout, String jobId, @Nullable DeadLetterLimit limit) {
        this.layout = layout;
        this.jobId = jobId;
        this.limit = limit;
    }

    @Override
    public PCollection<Publication> expand(PCollection<Publication> closed) {
        return closed.apply("Hand over", Reshuffle.viaRandomKey())
                .apply("Rename", ParDo.of(new Rename(layout, jobId, count())))
                .setCoder(Publication.CODER);
    }

    private @Nullable DeadLetterCount count() {
        try {
            return limit == null ? null : DeadLetterCount.sinceNow(layout, limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Rename extends DoFn<Publication, Publication> {

        private final LakeLayout layout;
        private final String jobId;
        private final @Nullable DeadLetterCount count;

        Rename(LakeLayout layout, String jobId, @Nullable DeadLetterCount count) {
            this.layout = layout;
            this.jobId = jobId;
            this.count = count;
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

        /** Not before all that is durable is published: what is left of it would be another run's. */
        @FinishBundle
        public void judge() throws IOException {
            try {
                if (count != null) {
                    count.check(false);
                }
            } catch (DeadLetterLimitException e) {
                throw WorkerCheck.forGood(new IllegalStateException(e.getMessage(), e));
            }
        }
    }
}
