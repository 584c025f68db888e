package dev.sluice.connector;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Hidden;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * What a reader takes from the run it stands in. A source that a runner restores is the one of the run before; what must
 * not come from there is passed here.
 */
@Hidden
public interface ReaderOptions extends PipelineOptions {

    @Description("When readers end in order: an ISO instant, or null for never. Set by the launcher from --timeout.")
    @Nullable
    String getReaderDeadline();

    void setReaderDeadline(@Nullable String instant);

    @Description("The id of this run's job, see ReadSettings. Set by the launcher.")
    @Nullable
    String getReaderJobId();

    void setReaderJobId(@Nullable String id);

    @Description("Where this run ends, NEVER or LATEST. Set by the launcher from --endingPosition.")
    @Nullable
    String getReaderEnding();

    void setReaderEnding(@Nullable String position);

    @Description("What was durable when this run began: a Progress, in the form of SerializableUtils, as base64."
            + " Set by the launcher.")
    @Nullable
    String getReaderProgress();

    void setReaderProgress(@Nullable String progress);
}
