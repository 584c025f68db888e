package dev.sluice.demo;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The options of the demo. */
public interface DemoOptions extends PipelineOptions {

    @Description("How many messages all devices send together. Example: --records=100000")
    @Default.String("10800")
    String getRecords();

    void setRecords(String count);

    @Description("How many devices there are, 1 to 60. Each gives one message a second of its own time.\n"
            + "Example: --devices=1")
    @Default.String("3")
    String getDevices();

    void setDevices(String count);

    @Description("How many messages a second are sent, or 0: as fast as the broker takes them. Example: --rate=500")
    @Default.String("3000")
    String getRate();

    void setRate(String perSecond);

    @Description("The lake: a directory that is new, empty, or an earlier demo's, which is replaced.\n"
            + "Default: ./demo-lake. Example: --output=/tmp/readings")
    @Nullable
    String getOutput();

    void setOutput(@Nullable String directory);
}
