package dev.sluice.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * What a flight recording says of where CPU went.
 *
 * @param frames samples of Java code, by the method on top
 * @param areas samples of Java code, by whose code it is
 * @param natives samples of native code that works and does not wait, by whose code called it
 * @param compilerSeconds CPU of the JIT compilers' threads
 * @param threadSeconds CPU of all other threads but the JVM's own, their native code and system calls included
 */
record FlightRecording(
        Map<String, Long> frames,
        Map<ProfileArea, Long> areas,
        Map<ProfileArea, Long> natives,
        double compilerSeconds,
        double threadSeconds) {

    FlightRecording {
        frames = Map.copyOf(frames);
        areas = Map.copyOf(areas);
        natives = Map.copyOf(natives);
    }

    /** The JVM's flags that record into a file until it exits. */
    static String flags(Path file) {
        return "-XX:+UnlockDiagnosticVMOptions -XX:+DebugNonSafepoints -XX:StartFlightRecording:filename=" + file
                + ",settings=profile,dumponexit=true,jdk.ExecutionSample#period=10ms"
                + ",jdk.NativeMethodSample#period=10ms,jdk.ThreadCPULoad#period=1s";
    }

    /** Reads a recording that was made with {@link #flags} on this machine. */
    static FlightRecording read(Path file) throws IOException {
        Reader reader = new Reader();
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                reader.take(events.readEvent());
            }
        }
        return reader.recording();
    }

    /** Adds up events. */
    private static final class Reader {

        /** Native methods of the JDK that move bytes; the others of it wait for something. */
        private static final Set<String> MOVING =
                Set.of("read0", "readv0", "write0", "writev0", "pread0", "pwrite0", "readBytes", "writeBytes");

        private final Map<String, Long> frames = new HashMap<>();
        private final Map<ProfileArea, Long> areas = new EnumMap<>(ProfileArea.class);
        private final Map<ProfileArea, Long> natives = new EnumMap<>(ProfileArea.class);
        private double compilerLoad;
        private double threadLoad;

        void take(RecordedEvent event) {
            RecordedStackTrace stack = event.getStackTrace();
            switch (event.getEventType().getName()) {
                case "jdk.ExecutionSample" -> {
                    if (stack != null && !stack.getFrames().isEmpty()) {
                        frames.merge(name(stack.getFrames().get(0)), 1L, Long::sum);
                        areas.merge(area(stack), 1L, Long::sum);
                    }
                }
                case "jdk.NativeMethodSample" -> {
                    if (stack != null && works(stack.getFrames().get(0))) {
                        natives.merge(area(stack), 1L, Long::sum);
                    }
                }
                case "jdk.ThreadCPULoad" -> load(event);
                default -> {
                    // for other tools
                }
            }
        }

        /** A share of all cores over the last second, of a thread that lives. */
        private void load(RecordedEvent event) {
            float load = event.getFloat("user") + event.getFloat("system");
            RecordedThread thread = event.getThread();
            String name = thread == null ? null : thread.getJavaName();
            if (name != null && name.contains("CompilerThread")) {
                compilerLoad += load;
            } else {
                threadLoad += load;
            }
        }

        FlightRecording recording() {
            int cores = Runtime.getRuntime().availableProcessors();
            return new FlightRecording(frames, areas, natives, compilerLoad * cores, threadLoad * cores);
        }

        private static ProfileArea area(RecordedStackTrace stack) {
            return stack.getFrames().stream()
                    .flatMap(frame -> ProfileArea.of(className(frame)).stream())
                    .findFirst()
                    .orElse(ProfileArea.OTHER);
        }

        private static boolean works(RecordedFrame frame) {
            return ProfileArea.of(className(frame)).isPresent()
                    || MOVING.contains(frame.getMethod().getName());
        }

        private static String name(RecordedFrame frame) {
            return className(frame) + "." + frame.getMethod().getName();
        }

        private static String className(RecordedFrame frame) {
            return frame.getMethod().getType().getName();
        }
    }
}
