package dev.sluice.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Who does the work of a task: the same work, each in its own way. */
sealed interface Candidate permits FlinkSqlCandidate, SluiceCandidate {

    /** The word on the command line and in results. */
    String name();

    /** The JVM's options as a user gives them, for the report. */
    String javaOptions();

    /** The command that carries a topic, from its first record to the end it has at that time, to a new directory. */
    JobCommand lake(String bootstrapServers, String topic, Path lake) throws IOException;

    /** The command that checks a lake by the candidate's own means, where it has one. */
    Optional<JobCommand> audit(Path lake);

    /**
     * The command that runs a script of streaming SQL to its end.
     *
     * @param directory for what the job keeps; there, and the trial's own
     */
    JobCommand sql(Path script, Path directory) throws IOException;
}
