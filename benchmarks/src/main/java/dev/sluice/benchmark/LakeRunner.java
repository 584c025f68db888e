package dev.sluice.benchmark;

import dev.sluice.job.Removal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a candidate once and looks at what it made.
 *
 * @param bootstrapServers where the topics are
 * @param scratch where lakes lie until they are verified
 * @param results where each run's output goes
 */
record LakeRunner(String bootstrapServers, Path scratch, Path results) {

    /**
     * Runs, measures, verifies, and removes the lake.
     *
     * @throws IOException if the candidate fails; a lake that is not as it should be is a mistake of the run's
     */
    LakeRun run(LakeCandidate candidate, int round, FleetTopic topic)
            throws IOException, InterruptedException, SQLException {
        String name = candidate.name() + "-" + topic.records() + "-" + round;
        Path lake = scratch.resolve(name);
        Usage usage = MeasuredProcess.run(
                candidate.command(bootstrapServers, topic.name(), lake), results.resolve(name + ".log"));
        LakeContents contents = LakeContents.of(lake);
        List<String> mistakes = new ArrayList<>(topic.totals().differences(contents.totals()));
        audit(candidate, lake, results.resolve(name + ".audit.log")).ifPresent(mistakes::add);
        LakeRun run = new LakeRun(
                candidate.name(),
                round,
                topic.records(),
                usage,
                contents.files().size(),
                contents.bytes(),
                mistakes);
        Removal.of(lake);
        return run;
    }

    private static Optional<String> audit(LakeCandidate candidate, Path lake, Path log)
            throws IOException, InterruptedException {
        Optional<JobCommand> command = candidate.audit(lake);
        if (command.isEmpty()) {
            return Optional.empty();
        }
        try {
            MeasuredProcess.run(command.get(), log);
            Files.deleteIfExists(log);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("the candidate's own audit: " + e.getMessage());
        }
    }
}
