/**
 * The rule job: MQTT messages go on to Kafka, as a rule of AWS IoT says.
 *
 * <p>{@link dev.sluice.job.rule.TopicRule} reads the rule and refuses what it does not carry out,
 * {@link dev.sluice.job.rule.RuleJob} is the diagram.
 *
 * <pre>{@code
 * RuleConfig config = RuleConfig.from(options, mistakes);
 * RuleJob.assemble(pipeline, config.from(), config.key(), config.to(), config.layout(), ReadSettings.of("rule"));
 * }</pre>
 */
@NullMarked
package dev.sluice.job.rule;

import org.jspecify.annotations.NullMarked;
