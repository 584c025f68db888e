package dev.sluice.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Our lake job, started as a user starts it.
 *
 * @param home the checkout, built
 * @param javaOptions what {@code SLUICE_JAVA_OPTS} says; empty for the product's own
 * @param log takes what the job logs
 */
record SluiceCandidate(Path home, String javaOptions, Path log) implements LakeCandidate {

    static final String NAME = "sluice";

    private static final Pattern AUDIT = Pattern.compile("(?m)^\\s*(?:\\./sluice )?audit\\b");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JobCommand command(String bootstrapServers, String topic, Path lake) {
        return sluice(
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
    public Optional<JobCommand> audit(Path lake) throws IOException, InterruptedException {
        return AUDIT.matcher(help()).find() ? Optional.of(sluice("audit", "--lake=" + lake)) : Optional.empty();
    }

    private JobCommand sluice(String... arguments) {
        List<String> words = new ArrayList<>(List.of(home.resolve("sluice").toString()));
        words.addAll(List.of(arguments));
        return new JobCommand(words, Map.of("SLUICE_JAVA_OPTS", javaOptions, "SLUICE_LOG", log.toString()));
    }

    private String help() throws IOException, InterruptedException {
        Process help = new ProcessBuilder(home.resolve("sluice").toString(), "help")
                .redirectErrorStream(true)
                .start();
        String said = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        help.waitFor();
        return said;
    }
}
