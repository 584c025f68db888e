package dev.sluice.job.generate;

import dev.sluice.job.EndpointOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** The options of the generator. */
public interface GenerateOptions extends EndpointOptions {

    @Description(
            "Where messages go: kafka (--bootstrapServers, --topic), kinesis (--stream), mqtt (--broker, --topic) or\n"
                    + "file (--output).")
    @Nullable
    String getTo();

    void setTo(@Nullable String kind);

    @Description(
            "What they say: device (a Sense HAT, one reading a second), or sensors (random readings of 99 sensors).")
    @Default.String("device")
    String getMessages();

    void setMessages(String kind);

    @Description("How many messages. Example: --records=3600")
    @Default.String("3600")
    String getRecords();

    void setRecords(String count);

    @Description("Messages a second, or 0: as fast as they are taken. Example: --rate=10")
    @Default.String("0")
    String getRate();

    void setRate(String perSecond);

    @Description("The seed of the readings: the same seed and start give the same messages.")
    @Default.String("1")
    String getSeed();

    void setSeed(String seed);

    @Description(
            "The time of the first reading; one a second follows, or --rate of sensors. Default: so long ago that the\n"
                    + "last one is now; now, for sensors at a rate. Example: --start=2020-04-16T11:00:00Z")
    @Nullable
    String getStart();

    void setStart(@Nullable String instant);

    @Description("The device's client id. Default: raspberrypi")
    @Nullable
    String getDevice();

    void setDevice(@Nullable String clientId);

    @Description(
            "Send the lines of this file (NDJSON, plain or gzip) in place of made-up readings; --records counts them\n"
                    + "only where it is given.")
    @Nullable
    String getReadings();

    void setReadings(@Nullable String file);

    @Description("The Kafka or MQTT topic; ${client_id} in it stands for the device, ${key} for device or sensor.\n"
            + "Example: --topic='streaming-data/${client_id}'")
    @Nullable
    String getTopic();

    void setTopic(@Nullable String topic);

    @Description("The file to write, one message a line. Example: --output=readings.ndjson")
    @Nullable
    String getOutput();

    void setOutput(@Nullable String file);

    @Description("The Kinesis stream. Example: --stream=my-input-stream")
    @Nullable
    String getStream();

    void setStream(@Nullable String name);

    @Description("The MQTT quality of service, 0, 1 or 2. Example: --qos=0")
    @Nullable
    String getQos();

    void setQos(@Nullable String qos);

    @Description("Whether the MQTT broker keeps the last message of each topic for those who subscribe later.")
    @Nullable
    String getRetained();

    void setRetained(@Nullable String flag);

    @Description("A file that keeps what was sent, too, one message a line. Example: --alsoTo=sent.ndjson")
    @Nullable
    String getAlsoTo();

    void setAlsoTo(@Nullable String file);
}
