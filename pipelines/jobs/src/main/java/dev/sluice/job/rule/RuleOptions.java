package dev.sluice.job.rule;

import dev.sluice.job.DeduplicateOptions;
import dev.sluice.job.EndpointOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** The options of the rule job. */
public interface RuleOptions extends EndpointOptions, DeduplicateOptions {

    @Description(
            "The rule: a file with the JSON that AWS IoT takes as a topic rule, e.g.\n"
                    + "{\"sql\": \"SELECT * FROM 'streaming-data/#'\", \"actions\": [{\"kafka\": {\"topic\": \"readings\", \"key\": \"${topic()}\"}}]}")
    @Nullable
    String getRule();

    void setRule(@Nullable String file);

    @Description("Where the tables of lake actions and, beside it, connections/NAME.json are looked up.\n"
            + "Example: --catalog=./tables")
    @Default.String("./tables")
    String getCatalog();

    void setCatalog(String directory);

    @Description(
            "The MQTT client id. It names the session that keeps messages while the job is away, so it must stay the\n"
                    + "same, and be used by one job only. Default: sluice-rule-<the rule file's name>")
    @Nullable
    String getClientId();

    void setClientId(@Nullable String id);

    @Description("Where the job's progress is kept. Default: ./_sluice/<client id>")
    @Nullable
    String getCheckpoint();

    void setCheckpoint(@Nullable String directory);

    @Description(
            "Where messages go that an action refuses for good, and no error action takes. Default: ./_dead_letters")
    @Nullable
    String getDeadLetters();

    void setDeadLetters(@Nullable String directory);

    @Description("Stop in order after this long. Example: --timeout=PT1H")
    @Nullable
    String getTimeout();

    void setTimeout(@Nullable String duration);
}
