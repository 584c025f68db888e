package dev.sluice.benchmark;

import dev.sluice.job.Removal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Makes trials and looks at what they leave behind.
 *
 * @param workload by whose name what a run prints is kept
 * @param place where they are made
 */
record TrialRunner(Workload workload, Place place) {

    /**
     * Runs, measures, verifies, and removes what was made.
     *
     * @throws IOException if the candidate fails; a result that is not as it should be is a mistake of the run's
     */
    Run run(Trial trial, Candidate candidate, Task task) throws IOException, InterruptedException, SQLException {
        Path directory = place.scratch().resolve(trial.name());
        Usage usage = MeasuredProcess.run(
                task.command(candidate, trial, directory),
                place.results().resolve(workload.name() + "-" + trial.name() + ".log"));
        Outcome outcome = task.outcome(candidate, trial, directory);
        Removal.of(directory);
        return new Run(trial, usage, outcome);
    }
}
