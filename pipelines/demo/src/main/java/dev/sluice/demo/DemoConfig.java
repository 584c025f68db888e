package dev.sluice.demo;

import dev.sluice.job.CommandLine;
import java.nio.file.Path;
import java.util.List;

/**
 * What the demo does, read once from its options.
 *
 * @param records how many messages are sent
 * @param devices by how many devices
 * @param rate messages a second; 0: as fast as the broker takes them
 * @param output the lake, as it was given
 */
record DemoConfig(long records, int devices, long rate, Path output) {

    private static final int MOST_DEVICES = 60;

    /**
     * Reads the options.
     *
     * @param mistakes takes one sentence for each mistake
     */
    static DemoConfig from(DemoOptions options, List<String> mistakes) {
        long records = CommandLine.wholeNumber("records", options.getRecords(), 1, Long.MAX_VALUE, mistakes);
        long devices = CommandLine.wholeNumber("devices", options.getDevices(), 1, MOST_DEVICES, mistakes);
        long rate = CommandLine.wholeNumber("rate", options.getRate(), 0, Long.MAX_VALUE, mistakes);
        String output = options.getOutput() == null ? "demo-lake" : options.getOutput();
        if (output.isBlank() || output.contains("://")) {
            mistakes.add("--output: expected a local directory, found '" + output + "'");
            output = "demo-lake";
        }
        return new DemoConfig(records, Math.toIntExact(devices), rate, Path.of(output));
    }
}
