/**
 * FlinkRunner's defaults: checkpoints on disk make things durable, and a job goes on from the newest one it retained.
 *
 * <p>{@link dev.sluice.runner.flink.FlinkSetup} is found as a service by the jobs, which name no runner;
 * {@link dev.sluice.runner.flink.FlinkWorkerCheck} by the sources, on every worker.
 *
 * <pre>{@code
 * RunnerSetup setup = Runners.of(options);          // FlinkSetup, with --runner=FlinkRunner
 * setup.durability();                               // CHECKPOINT
 * setup.configure(options, profile, commandLine, mistakes);
 * }</pre>
 */
@NullMarked
package dev.sluice.runner.flink;

import org.jspecify.annotations.NullMarked;
