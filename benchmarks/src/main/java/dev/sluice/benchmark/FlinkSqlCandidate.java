package dev.sluice.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Native Flink SQL.
 *
 * @param project its Maven project, built
 */
record FlinkSqlCandidate(Path project) implements Candidate {

    static final String NAME = "flink-sql";

    private static final List<String> FLAGS = List.of("-Xmx4g", "-XX:+UseG1GC");
    private static final List<String> OPENED = List.of("java.util", "java.lang", "java.time");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String javaOptions() {
        return String.join(" ", FLAGS);
    }

    @Override
    public JobCommand lake(String bootstrapServers, String topic, Path lake) throws IOException {
        return java("FlinkSqlLake", bootstrapServers, topic, lake.toString());
    }

    @Override
    public Optional<JobCommand> audit(Path lake) {
        return Optional.empty();
    }

    @Override
    public JobCommand sql(Path script, Path directory) throws IOException {
        return java("FlinkSqlScript", script.toString());
    }

    private JobCommand java(String mainClass, String... arguments) throws IOException {
        Path target = project.resolve("target");
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(FLAGS);
        OPENED.forEach(opened -> words.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED"));
        words.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        words.add("-cp");
        words.add(target.resolve("classes") + ":"
                + Files.readString(target.resolve("classpath")).strip());
        words.add("dev.sluice.benchmark.flinksql." + mainClass);
        words.addAll(List.of(arguments));
        return new JobCommand(words, Map.of());
    }
}
