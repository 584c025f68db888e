package dev.sluice.runner.flink;

import java.io.IOException;
import java.util.List;

/** A lake job that reads MQTT, and what can befall it on its runner. */
interface MqttLakeJob extends AutoCloseable {

    /** Something that happens to a job, and says what it was. */
    interface Fault {
        String happen() throws Exception;
    }

    /** Starts it, with the options of the command. */
    void start(List<String> options) throws IOException;

    /** Throws what it said where it does not run. */
    void assertRuns() throws IOException;

    /** Stops as an operator does, or kills, and starts again after the pause, with the same command. */
    List<Fault> faults(Pause pause);

    /** What passes between a stop and a start. */
    interface Pause {
        void pass() throws Exception;
    }

    @Override
    void close() throws Exception;
}
