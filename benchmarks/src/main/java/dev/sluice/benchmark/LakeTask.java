package dev.sluice.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A day of the fleet to a lake.
 *
 * @param place where it is
 * @param topic the name of the topic
 * @param totals what a lake of it holds
 */
record LakeTask(Place place, String topic, LakeTotals totals) implements Task {

    @Override
    public long records() {
        return totals.rows();
    }

    @Override
    public JobCommand command(Candidate candidate, Trial trial, Path directory) throws IOException {
        return candidate.lake(place.bootstrapServers(), topic, directory);
    }

    @Override
    public Outcome outcome(Candidate candidate, Trial trial, Path directory)
            throws IOException, InterruptedException, SQLException {
        LakeContents contents = LakeContents.of(directory);
        List<String> mistakes = new ArrayList<>(totals.differences(contents.totals()));
        Path log = place.results().resolve("lake-" + trial.name() + ".audit.log");
        audit(candidate, directory, log).ifPresent(mistakes::add);
        return new Outcome(
                Map.of(
                        LakeWorkload.FILES.name(),
                        (long) contents.files().size(),
                        LakeWorkload.BYTES.name(),
                        contents.bytes()),
                mistakes);
    }

    private static Optional<String> audit(Candidate candidate, Path lake, Path log)
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
