/**
 * The publish job: the readings of a device go to an MQTT broker, one message a second.
 *
 * <p>{@link dev.sluice.job.publish.PublishJob} is the diagram, {@link dev.sluice.job.publish.PublishConfig} what it is told.
 *
 * <pre>{@code
 * PublishConfig config = PublishConfig.from(options, mistakes);
 * PublishJob.assemble(pipeline, config, ReadSettings.of("publish"));
 * }</pre>
 */
@NullMarked
package dev.sluice.job.publish;

import org.jspecify.annotations.NullMarked;
