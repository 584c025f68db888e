package dev.sluice.runner.flink;

import java.util.List;

/**
 * The moments between which a publication could be torn. Each is reached by steps, one after the other, anywhere in the
 * process: all that is known here of how the sink is built.
 */
enum Moment {
    FILE_CLOSED("file closed, not described", exit("dev.sluice.lake.HourFile", "close")),
    DESCRIBED(
            "description emitted, no checkpoint",
            exit("dev.sluice.lake.OpenFiles", "close"),
            entry(Moment.OPERATOR, "snapshotState")),
    DURABLE(
            "checkpoint complete, not notified",
            exit("dev.sluice.lake.OpenFiles", "close"),
            entry(Moment.OPERATOR, "snapshotState"),
            entry(Moment.OPERATOR, "notifyCheckpointComplete")),
    RECORDED("publication recorded, files not renamed", entry("dev.sluice.lake.PublicationLog", "rename")),
    RENAMED("files renamed, publishing not finished", exit("dev.sluice.lake.PublicationLog", "rename"));

    private static final String OPERATOR = "org.apache.beam.runners.flink.translation.wrappers.streaming.DoFnOperator";

    private final String sentence;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Step> steps;

    Moment(String sentence, Step... steps) {
        this.sentence = sentence;
        this.steps = List.of(steps);
    }

    /** What a process goes through on its way to the moment; the last one is it. */
    List<Step> steps() {
        return steps;
    }

    @Override
    public String toString() {
        return sentence;
    }

    /** Where in a method. */
    enum Edge {
        ENTRY,
        EXIT
    }

    /** A method is entered, or has returned to its caller. */
    record Step(String className, String method, Edge edge) {}

    private static Step entry(String className, String method) {
        return new Step(className, method, Edge.ENTRY);
    }

    private static Step exit(String className, String method) {
        return new Step(className, method, Edge.EXIT);
    }
}
