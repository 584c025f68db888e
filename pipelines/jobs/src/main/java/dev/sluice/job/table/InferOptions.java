package dev.sluice.job.table;

import dev.sluice.job.SampleOptions;
import dev.sluice.job.SourceOptions;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** The options of {@code ./sluice table infer}. */
public interface InferOptions extends SourceOptions, SampleOptions {

    @Description("The file to write the definition to, NAME.json; it must not be there yet. Default: the screen.\n"
            + "Example: --output=tables/readings.json")
    @Nullable
    String getOutput();

    void setOutput(@Nullable String file);
}
