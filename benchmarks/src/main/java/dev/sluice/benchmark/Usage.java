package dev.sluice.benchmark;

import java.util.List;

/**
 * What a process used from start to end, its JVM's start and all its threads included, as GNU time tells it.
 *
 * @param wallSeconds on the clock
 * @param userSeconds of CPU in user mode
 * @param systemSeconds of CPU in the kernel
 * @param peakBytes the most memory that was resident at once
 */
record Usage(double wallSeconds, double userSeconds, double systemSeconds, long peakBytes) {

    /** The format that {@link #parse} reads. */
    static final String FORMAT = "%e %U %S %M";

    /** Reads the last line of what GNU time wrote; the ones before say that the command failed. */
    static Usage parse(String text) {
        List<String> lines = text.lines().toList();
        String[] words =
                lines.isEmpty() ? new String[0] : lines.get(lines.size() - 1).split(" ");
        if (words.length != 4) {
            throw new IllegalArgumentException("expected four figures of GNU time, found '" + text + "'");
        }
        return new Usage(
                Double.parseDouble(words[0]),
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]),
                Long.parseLong(words[3]) << 10);
    }

    double cpuSeconds() {
        return userSeconds + systemSeconds;
    }
}
