package dev.sluice.job;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The options of every job that can drop duplicates. */
public interface DeduplicateOptions extends PipelineOptions {

    @Description(
            "Drops a record where one with the same values in these columns was read before: one of them has an effect,\n"
                    + "whenever the job is killed. What is dropped is counted. Example: --deduplicate=client_id,timestamp,count")
    @Nullable
    String getDeduplicate();

    void setDeduplicate(@Nullable String columns);

    @Description(
            "How long a record is remembered, by the clock, from when the first one was read: 50 bytes of memory each.\n"
                    + "Default: PT1H. Example: --deduplicateWithin=PT24H")
    @Nullable
    String getDeduplicateWithin();

    void setDeduplicateWithin(@Nullable String duration);
}
