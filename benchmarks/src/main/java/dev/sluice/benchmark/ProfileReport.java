package dev.sluice.benchmark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A flight recording as text for people.
 *
 * @param recording of one run
 * @param usage of the same run, the recorder's own included
 */
record ProfileReport(FlightRecording recording, Usage usage) {

    private static final int MOST_FRAMES = 25;

    /** The parts of the CPU, Java code by area, and the methods that most samples found on top. */
    String text() {
        List<String> lines = new ArrayList<>();
        double cpu = usage.cpuSeconds();
        double java = recording.samples() * FlightRecording.SAMPLE_SECONDS;
        double beneath = Math.max(0, recording.threadSeconds() - java);
        double collecting = recording.collecting().toNanos() / 1e9;
        double compiling = recording.compiling().toNanos() / 1e9;
        lines.add(String.format(Locale.ROOT, "CPU of the whole process %.1f s", cpu));
        lines.add(share("Java code", java, cpu));
        lines.add(share("native code and system calls of Java threads", beneath, cpu));
        lines.add(share("compilation", compiling, cpu));
        lines.add(share("garbage collection, in pauses", collecting, cpu));
        lines.add(share("the rest of the JVM", cpu - java - beneath - compiling - collecting, cpu));
        lines.add("");
        lines.add("Java code by area");
        lines.addAll(areas(recording.areas()));
        lines.add("");
        lines.add(
                "native code and system calls by area (proportions only: the recorder looks at one thread at a time)");
        lines.addAll(areas(recording.natives()));
        lines.add("");
        lines.add("methods on top of Java code");
        recording.frames().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_FRAMES)
                .forEach(frame -> lines.add(String.format(
                        Locale.ROOT,
                        "  %5.1f %%  %s",
                        100.0 * frame.getValue() / recording.samples(),
                        frame.getKey())));
        return String.join(System.lineSeparator(), lines);
    }

    private static String share(String part, double seconds, double all) {
        return String.format(Locale.ROOT, "  %5.1f %%  %5.1f s  %s", 100 * seconds / all, seconds, part);
    }

    private static List<String> areas(Map<ProfileArea, Long> samples) {
        double all = samples.values().stream().mapToLong(Long::longValue).sum();
        return samples.entrySet().stream()
                .sorted(Map.Entry.<ProfileArea, Long>comparingByValue(Comparator.reverseOrder()))
                .map(area -> String.format(
                        Locale.ROOT,
                        "  %5.1f %%  %s",
                        100 * area.getValue() / all,
                        area.getKey().title()))
                .toList();
    }
}
