/**
 * Dead letters run through the lake job again, with another table or mapping, and are closed exactly once.
 *
 * <p>A replay is the lake job with another source ({@link dev.sluice.job.replay.LetterConnector}). A letter is closed when
 * the lake's log of publications accounts for it; {@link dev.sluice.job.replay.LetterPlan} says which letters a replay takes.
 *
 * <pre>{@code
 * ReplayConfig config = ReplayConfig.from(options, commandLine, mistakes);
 * LetterPlan plan = LetterPlan.of(config.selection(), LetterLedger.of(lake));
 * LakeJob.assemble(pipeline, config.reading(plan), reading.withProgress(plan.progress()));
 * }</pre>
 */
@NullMarked
package dev.sluice.job.replay;

import org.jspecify.annotations.NullMarked;
