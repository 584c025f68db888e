package dev.sluice.job.publish;

import dev.sluice.job.EndpointOptions;
import dev.sluice.job.board.BoardOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** The options of the publish job. */
public interface PublishOptions extends EndpointOptions, BoardOptions {

    @Description(
            "The device's name: the client_id of its messages, and its client id at the broker, which keeps its session.\n"
                    + "Default: raspberrypi. Example: --clientId=garden")
    @Nullable
    String getClientId();

    void setClientId(@Nullable String id);

    @Description("The MQTT topic; ${client_id} in it stands for the device. Default: streaming-data.\n"
            + "Example: --topic='streaming-data/${client_id}'")
    @Nullable
    String getTopic();

    void setTopic(@Nullable String topic);

    @Description("The MQTT quality of service, 0, 1 or 2. Default: 1")
    @Nullable
    String getQos();

    void setQos(@Nullable String qos);

    @Description(
            "Whether the broker keeps the last message for those who subscribe later, true or false. Default: false")
    @Nullable
    String getRetained();

    void setRetained(@Nullable String flag);

    @Description("Where messages go that the broker refuses for good. Default: ./_dead_letters")
    @Nullable
    String getDeadLetters();

    void setDeadLetters(@Nullable String directory);

    @Description(
            "Where messages are kept until the broker has them, of one device. Default: ./_sluice/publish-<client id>")
    @Nullable
    String getSpool();

    void setSpool(@Nullable String directory);

    @Description("How many bytes of messages are kept; beyond, the oldest give way. Example: --spoolLimit=1GiB")
    @Default.String("64MiB")
    String getSpoolLimit();

    void setSpoolLimit(String size);

    @Description("Stop in order after this long. Example: --timeout=PT1H")
    @Nullable
    String getTimeout();

    void setTimeout(@Nullable String duration);
}
