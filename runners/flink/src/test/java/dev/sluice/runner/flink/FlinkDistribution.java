package dev.sluice.runner.flink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What a cluster is made of, and what is submitted to it. */
final class FlinkDistribution {

    private FlinkDistribution() {}

    /** What a Flink distribution has: of our own class path, all but the jobs and what they bring. */
    static String classPath() throws IOException {
        return Arrays.stream(
                        Files.readString(Path.of("target/classpath")).strip().split(":"))
                .filter(jar -> !jar.matches(
                        ".*(sluice-|/org/apache/(beam|hadoop|parquet|kafka)/|/com/hivemq/|/org/duckdb/|/software/).*"))
                .collect(Collectors.joining(":"));
    }

    /** The jar of the jobs. */
    static Path jar() {
        return Path.of("target/sluice-cluster.jar").toAbsolutePath();
    }
}
