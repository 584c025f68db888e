package dev.sluice.job;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The options that say where brokers are. */
public interface EndpointOptions extends PipelineOptions {

    @Description("Kafka's brokers. Example: --bootstrapServers=127.0.0.1:9092")
    @Nullable
    String getBootstrapServers();

    void setBootstrapServers(@Nullable String servers);

    @Description("The MQTT broker. Example: --broker=mqtt://127.0.0.1:1883")
    @Nullable
    String getBroker();

    void setBroker(@Nullable String uri);
}
