/**
 * The jobs: what every one of them shares, and the dispatcher of the command.
 *
 * <p>{@link dev.sluice.job.Sluice} finds a {@link dev.sluice.job.Command} by its word. A command reads its
 * {@link dev.sluice.job.CommandLine} into Beam options and those into a record, collects every mistake on the way, and
 * hands the job to {@link dev.sluice.job.JobLaunch}, which asks the servers, holds the checkpoint, lets the
 * {@link dev.sluice.job.RunnerSetup} on the class path set its defaults, and runs. A package below holds one job: its
 * options, the record they become, the pipeline and the command. Jobs name no runner.
 *
 * <pre>{@code
 * List<String> mistakes = new ArrayList<>();
 * LakeOptions options = CommandLine.parse(arguments).as(LakeOptions.class, mistakes);
 * LakeConfig config = LakeConfig.from(options, mistakes);       // throws all mistakes together
 * LakeJob.assemble(Pipeline.create(options), config, ReadSettings.of("lake"));
 * }</pre>
 */
@NullMarked
package dev.sluice.job;

import org.jspecify.annotations.NullMarked;
