package dev.sluice.job.replay;

import dev.sluice.job.lake.LakeOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/**
 * The options of a replay: those of the lake job, less those of its stream. {@code --deadLetters} is what is read; the
 * default of {@code --checkpoint} is {@code <output>/_sluice/replay}.
 */
public interface ReplayOptions extends LakeOptions {

    @Description("Which letters, by their reasons, parted by commas. Default: all. Example: --reason=invalid-value")
    @Nullable
    String getReason();

    void setReason(@Nullable String reasons);

    @Description(
            "Which letters, by the tables they were to be rows of, parted by commas; needed where there are several.\n"
                    + "Example: --lettersOf=sense_hat")
    @Nullable
    String getLettersOf();

    void setLettersOf(@Nullable String tables);

    @Description("Say what letters there are, by table and reason, and do nothing. Example: --list")
    @Default.Boolean(false)
    boolean isList();

    void setList(boolean list);
}
