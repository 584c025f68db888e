/**
 * DirectRunner's defaults: one JVM that keeps nothing, so that what is published is what is durable.
 *
 * <p>{@link dev.sluice.runner.direct.DirectSetup} is found as a service by the jobs, which name no runner.
 *
 * <pre>{@code
 * RunnerSetup setup = Runners.of(options);          // DirectSetup, with --runner=DirectRunner
 * setup.durability();                               // PUBLICATION
 * }</pre>
 */
@NullMarked
package dev.sluice.runner.direct;

import org.jspecify.annotations.NullMarked;
