package dev.sluice.demo;

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
        long records = number("records", options.getRecords(), 1, Long.MAX_VALUE, mistakes);
        long devices = number("devices", options.getDevices(), 1, MOST_DEVICES, mistakes);
        long rate = number("rate", options.getRate(), 0, Long.MAX_VALUE, mistakes);
        String output = options.getOutput() == null ? "demo-lake" : options.getOutput();
        if (output.isBlank() || output.contains("://")) {
            mistakes.add("--output: expected a local directory, found '" + output + "'");
            output = "demo-lake";
        }
        return new DemoConfig(records, Math.toIntExact(devices), rate, Path.of(output));
    }

    private static long number(String option, String text, long least, long most, List<String> mistakes) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The sentence below says what was expected.
        }
        mistakes.add("--" + option + ": expected a whole number "
                + (most == Long.MAX_VALUE ? "of " + least + " or more" : "from " + least + " to " + most) + ", found '"
                + text + "'");
        return Math.max(least, 1);
    }
}
