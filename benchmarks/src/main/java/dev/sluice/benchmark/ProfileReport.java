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

    /** The parts of the CPU, the shares of areas, and the methods that most samples found on top. */
    String text() {
        double cpu = usage.cpuSeconds();
        double threads = recording.threadSeconds();
        double compilers = recording.compilerSeconds();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "CPU of the whole process %.1f s", cpu));
        lines.add(share("the job's threads, Flink's and Kafka's included", threads, cpu));
        lines.add(share("JIT compilers", compilers, cpu));
        lines.add(share("garbage collection and the rest of the JVM", cpu - threads - compilers, cpu));
        lines.add("");
        lines.add("Java code by area, " + text(all(recording.areas())) + " samples");
        lines.addAll(areas(recording.areas()));
        lines.add("");
        lines.add("native code and system calls by area, " + text(all(recording.natives())) + " samples");
        lines.addAll(areas(recording.natives()));
        lines.add("");
        lines.add("methods on top of Java code");
        double samples = all(recording.areas());
        recording.frames().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_FRAMES)
                .forEach(frame -> lines.add(String.format(
                        Locale.ROOT, "  %5.1f %%  %s", 100 * frame.getValue() / samples, frame.getKey())));
        return String.join(System.lineSeparator(), lines);
    }

    private static long all(Map<ProfileArea, Long> samples) {
        return samples.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String text(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String share(String part, double seconds, double all) {
        return String.format(Locale.ROOT, "  %5.1f %%  %5.1f s  %s", 100 * seconds / all, seconds, part);
    }

    private static List<String> areas(Map<ProfileArea, Long> samples) {
        double all = all(samples);
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
