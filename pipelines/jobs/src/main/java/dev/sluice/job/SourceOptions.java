package dev.sluice.job;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** The options of every job that reads a table's stream. */
public interface SourceOptions extends EndpointOptions {

    @Description("Where table definitions are looked up, before those that ship: a directory of NAME.json as\n"
            + "`aws glue get-table` prints them. Example: --catalog=./tables")
    @Default.String("./tables")
    String getCatalog();

    void setCatalog(String directory);

    @Description("The stream's table: its columns, format and source. Example: --table=sense_hat")
    @Nullable
    String getTable();

    void setTable(@Nullable String name);

    @Description("What the table is read from, in place of what its definition says: kafka, mqtt or file.")
    @Nullable
    String getSource();

    void setSource(@Nullable String kind);

    @Description("The Kafka topic, or the MQTT topic filter. Example: --topic=readings, --topic='streaming-data/#'")
    @Nullable
    String getTopic();

    void setTopic(@Nullable String topic);

    @Description(
            "The MQTT client id. It names the session that keeps messages while the job is away, so it must stay the\n"
                    + "same, and be used by one job only. Default: sluice-<job>-<table>. Example: --clientId=garden-lake")
    @Nullable
    String getClientId();

    void setClientId(@Nullable String id);

    @Description("Files to read, plain or gzip, with wildcards. Example: --files='data/*.ndjson.gz'")
    @Nullable
    String getFiles();

    void setFiles(@Nullable String patterns);

    @Description("Where to start where there is no checkpoint: LATEST, TRIM_HORIZON (or EARLIEST), or an instant.\n"
            + "Does not apply to files. Example: --startingPosition=2020-04-16T11:00:00Z")
    @Default.String("LATEST")
    String getStartingPosition();

    void setStartingPosition(String position);

    @Description("Where to end: NEVER, or LATEST (to where the stream ended when the job began, then exit 0).\n"
            + "A file always ends.")
    @Default.String("NEVER")
    String getEndingPosition();

    void setEndingPosition(String position);

    @Description("Stop in order after this long. Example: --timeout=PT1H")
    @Nullable
    String getTimeout();

    void setTimeout(@Nullable String duration);

    @Description("The zone of timestamps that name none. Example: --timeZone=Europe/Berlin")
    @Default.String("UTC")
    String getTimeZone();

    void setTimeZone(String zone);
}
