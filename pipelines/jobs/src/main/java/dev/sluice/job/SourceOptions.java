package dev.sluice.job;

import dev.sluice.job.board.BoardOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** The options of every job that reads a table's stream. */
public interface SourceOptions extends EndpointOptions, DeduplicateOptions, BoardOptions {

    @Description("Where table definitions are looked up, before those that ship: a directory of NAME.json as\n"
            + "`aws glue get-table` prints them. Example: --catalog=./tables")
    @Default.String("./tables")
    String getCatalog();

    void setCatalog(String directory);

    @Description("The stream's table: its columns, format and source. Default: sense_hat, where --source=sensehat.\n"
            + "Example: --table=sense_hat")
    @Nullable
    String getTable();

    void setTable(@Nullable String name);

    @Description("What the table is read from, in place of what its definition says: kafka, kinesis, mqtt, file or\n"
            + "sensehat, the board of this machine.")
    @Nullable
    String getSource();

    void setSource(@Nullable String kind);

    @Description("The Kafka topic, several parted by commas, or the MQTT topic filter.\n"
            + "Example: --topic=readings, --topic='streaming-data/#'")
    @Nullable
    String getTopic();

    void setTopic(@Nullable String topic);

    @Description("The Kafka topics, also those to come, by a regular expression. Example: --topicPattern='plant-.*'")
    @Nullable
    String getTopicPattern();

    void setTopicPattern(@Nullable String regex);

    @Description("The Kinesis stream. Example: --stream=my-input-stream")
    @Nullable
    String getStream();

    void setStream(@Nullable String name);

    @Description(
            "The consumer to subscribe to the Kinesis stream as, in place of polling it (enhanced fan-out); registered\n"
                    + "where it is missing. Each job needs one of its own. Example: --consumerName=garden-lake")
    @Nullable
    String getConsumerName();

    void setConsumerName(@Nullable String name);

    @Description("The same, of a consumer that is registered: its ARN. Example:\n"
            + "--consumerARN=arn:aws:kinesis:us-east-1:123456789012:stream/readings/consumer/garden-lake:1525898737")
    @Nullable
    String getConsumerARN();

    void setConsumerARN(@Nullable String arn);

    @Description(
            "How many messages an MQTT broker may send ahead of their acknowledgement. Example: --receiveMaximum=1000")
    @Nullable
    String getReceiveMaximum();

    void setReceiveMaximum(@Nullable String messages);

    @Description(
            "The MQTT client id, of the session that keeps messages while the job is away: of one job, the same at each start;\n"
                    + "default sluice-<job>-<table>. Of a board the client_id of its rows, default raspberrypi. Example: --clientId=garden")
    @Nullable
    String getClientId();

    void setClientId(@Nullable String id);

    @Description(
            "Files to read, with wildcards: plain, gzip, bzip2, xz, zstd, framed snappy or zlib, by their first bytes.\n"
                    + "Example: --files='data/*.ndjson.gz'")
    @Nullable
    String getFiles();

    void setFiles(@Nullable String patterns);

    @Description(
            "Where the schemas of Avro records are that begin with a schema's id: a registry with Confluent's interface, or\n"
                    + "Glue's. Default: the table's sluice.schemaRegistry. Example: --schemaRegistry=https://registry.example:8081")
    @Nullable
    String getSchemaRegistry();

    void setSchemaRegistry(@Nullable String url);

    @Description(
            "How to authenticate to that registry: a connection file with REGISTRY_USERNAME, REGISTRY_PASSWORD_FILE,\n"
                    + "REGISTRY_CUSTOM_CERT and so on. Example: --schemaRegistryConnection=registry.json")
    @Nullable
    String getSchemaRegistryConnection();

    void setSchemaRegistryConnection(@Nullable String file);

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

    @Description(
            "How long a partition may be silent before it no longer holds up event time. Example: --idleTimeout=PT10S")
    @Default.String("PT30S")
    String getIdleTimeout();

    void setIdleTimeout(String duration);

    @Description("Stop in order after this long. Example: --timeout=PT1H")
    @Nullable
    String getTimeout();

    void setTimeout(@Nullable String duration);

    @Description("The zone of timestamps that name none. Example: --timeZone=Europe/Berlin")
    @Default.String("UTC")
    String getTimeZone();

    void setTimeZone(String zone);
}
