package dev.sluice.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Our jobs, started as a user starts it.
 *
 * @param home the checkout, built
 * @param javaOptions what {@code SLUICE_JAVA_OPTS} says; empty for the product's own
 * @param log takes what jobs log
 */
record SluiceCandidate(Path home, String javaOptions, Path log) implements Candidate {

    static final String NAME = "sluice";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JobCommand lake(String bootstrapServers, String topic, Path lake) {
        return sluice(
                javaOptions,
                "lake",
                "--runner=FlinkRunner",
                "--source=kafka",
                "--bootstrapServers=" + bootstrapServers,
                "--topic=" + topic,
                "--table=sense_hat",
                "--mappings=" + home.resolve("benchmarks/src/main/resources/dev/sluice/benchmark/lake-mapping.json"),
                "--partitionBy=ts",
                "--startingPosition=EARLIEST",
                "--endingPosition=LATEST",
                "--parallelism=2",
                "--checkpointingInterval=10000",
                "--output=" + lake);
    }

    @Override
    public Optional<JobCommand> audit(Path lake) {
        return Optional.of(sluice("", "audit", "--lake=" + lake));
    }

    @Override
    public JobCommand sql(Path script, Path directory) {
        return sluice(
                javaOptions,
                "sql",
                "--runner=FlinkRunner",
                "--script=" + script,
                "--catalog=" + directory.resolve("tables"),
                "--parallelism=2",
                "--checkpointingInterval=10000",
                "--checkpoint=" + directory.resolve("checkpoint"),
                "--deadLetters=" + directory.resolve("dead-letters"));
    }

    private JobCommand sluice(String options, String... arguments) {
        List<String> words = new ArrayList<>(List.of(home.resolve("sluice").toString()));
        words.addAll(List.of(arguments));
        return new JobCommand(words, Map.of("SLUICE_JAVA_OPTS", options, "SLUICE_LOG", log.toString()));
    }
}
