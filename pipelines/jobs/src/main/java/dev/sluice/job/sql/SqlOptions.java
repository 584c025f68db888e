package dev.sluice.job.sql;

import dev.sluice.job.CommandLine;
import dev.sluice.job.EndpointOptions;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** The options of the sql job. */
public interface SqlOptions extends EndpointOptions {

    @Description("The script: statements of Flink SQL, parted by semicolons, or a notebook's paragraphs.\n"
            + "Without it statements are asked for. Example: --script=sensors.sql")
    @Nullable
    String getScript();

    void setScript(@Nullable String file);

    @Description("Where tables are kept that a script makes, and looked up before those that ship.\n"
            + "Example: --catalog=./tables")
    @Default.String("./tables")
    String getCatalog();

    void setCatalog(String directory);

    @Description(
            "How rows of a SELECT are shown: live, text, json or csv. live paints the newest row of each key of a windowed\n"
                    + "query over the one before, on a terminal. Default: live on a terminal, else text")
    @Nullable
    String getFormat();

    void setFormat(@Nullable String format);

    @Description(
            "Where given: where to start, in place of what the tables say: LATEST, TRIM_HORIZON (or EARLIEST), or an\n"
                    + "instant. Does not apply to files. Example: --startingPosition=2020-04-16T11:00:00Z")
    @Default.String("LATEST")
    @Nullable
    String getStartingPosition();

    void setStartingPosition(@Nullable String position);

    @Description(
            "Where given: where to end, in place of what the tables say: NEVER, or LATEST (to where the streams ended\n"
                    + "when the job began, then exit 0). Example: --endingPosition=LATEST")
    @Default.String("NEVER")
    @Nullable
    String getEndingPosition();

    void setEndingPosition(@Nullable String position);

    @Description(
            "How long a partition may be silent before it no longer holds up event time. Example: --idleTimeout=PT10S")
    @Default.String("PT30S")
    String getIdleTimeout();

    void setIdleTimeout(String duration);

    @Description("Stop in order after this long. Example: --timeout=PT1H")
    @Nullable
    String getTimeout();

    void setTimeout(@Nullable String duration);

    @Description("Where records go of which no row can be made. Default: ./_dead_letters")
    @Nullable
    String getDeadLetters();

    void setDeadLetters(@Nullable String directory);

    @Description(
            "Where the job keeps how far it is. Default: _sluice/sql-<the script's name>; of SELECT alone nothing is kept.\n"
                    + "On a cluster it must be shared.")
    @Nullable
    String getCheckpoint();

    void setCheckpoint(@Nullable String directory);

    /**
     * Reads the options. A default that all jobs share is none here: where nothing is given, the tables say.
     *
     * @param mistakes takes one sentence for each option that does not exist or cannot be read
     */
    static SqlOptions from(CommandLine commandLine, List<String> mistakes) {
        SqlOptions options = commandLine.as(SqlOptions.class, mistakes);
        if (!commandLine.has("startingPosition")) {
            options.setStartingPosition(null);
        }
        if (!commandLine.has("endingPosition")) {
            options.setEndingPosition(null);
        }
        return options;
    }
}
