package dev.sluice.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/** A topic that is filled, what a candidate has to make of it, and whether it did. */
sealed interface Task permits LakeTask, HopTask {

    /** How many records the topic has. */
    long records();

    /**
     * Prepares a trial, and gives the command that reads the topic from its first record to the end it has at that time.
     *
     * @param directory the trial's own, which does not exist yet and is removed after it
     */
    JobCommand command(Candidate candidate, Trial trial, Path directory) throws IOException;

    /** What a trial whose command is done left behind, compared with what was sent. */
    Outcome outcome(Candidate candidate, Trial trial, Path directory)
            throws IOException, InterruptedException, SQLException;
}
