/**
 * The rule job: MQTT messages go where a rule of AWS IoT sends them.
 *
 * <p>{@link dev.sluice.job.rule.TopicRule} is the rule as its file says it, {@link dev.sluice.job.rule.RuleConfig} with
 * all that the options and connections add, {@link dev.sluice.job.rule.RuleJob} the diagram. The language of the rule is
 * in {@link dev.sluice.rule}.
 *
 * <pre>{@code
 * RuleConfig config = RuleConfig.from(options, mistakes);       // throws all mistakes together
 * RuleJob.assemble(pipeline, config, ReadSettings.of("rule"));
 * }</pre>
 */
@NullMarked
package dev.sluice.job.rule;

import org.jspecify.annotations.NullMarked;
