package dev.sluice.job.publish;

import dev.sluice.job.EndpointOptions;
import dev.sluice.job.board.BoardOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.jspecify.annotations.Nullable;

/** The options of the publish job. */
public interface PublishOptions extends EndpointOptions, BoardOptions {

    @Description("The device's name: the client_id of its messages. Example: --clientId=garden")
    @Default.String("raspberrypi")
    String getClientId();

    void setClientId(String id);

    @Description(
            "The MQTT topic; ${client_id} in it stands for the device. Example: --topic='streaming-data/${client_id}'")
    @Default.String("streaming-data")
    String getTopic();

    void setTopic(String topic);

    @Description("The MQTT quality of service, 0, 1 or 2.")
    @Default.String("1")
    String getQos();

    void setQos(String qos);

    @Description("Whether the broker keeps the last message for those who subscribe later, true or false.")
    @Default.String("false")
    String getRetained();

    void setRetained(String flag);

    @Description("Where messages go that the broker refuses for good. Default: ./_dead_letters")
    @Nullable
    String getDeadLetters();

    void setDeadLetters(@Nullable String directory);

    @Description("Where the job's progress is kept. Default: ./_sluice/publish-<client id>")
    @Nullable
    String getCheckpoint();

    void setCheckpoint(@Nullable String directory);

    @Description("Stop in order after this long. Example: --timeout=PT1H")
    @Nullable
    String getTimeout();

    void setTimeout(@Nullable String duration);
}
