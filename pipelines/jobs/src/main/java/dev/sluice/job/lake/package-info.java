/**
 * The lake job: a table's stream becomes Parquet by the hour.
 *
 * <p>{@link dev.sluice.job.lake.LakeJob} is the diagram, {@link dev.sluice.job.lake.LakeConfig} what it is told.
 *
 * <pre>{@code
 * LakeConfig config = LakeConfig.from(options, mistakes);
 * PCollection<Publication> published = LakeJob.assemble(pipeline, config, ReadSettings.of("lake"));
 * }</pre>
 */
@NullMarked
package dev.sluice.job.lake;

import org.jspecify.annotations.NullMarked;
