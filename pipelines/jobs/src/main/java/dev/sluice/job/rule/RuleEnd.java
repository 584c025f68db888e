package dev.sluice.job.rule;

import dev.sluice.connector.SendingConnector;
import dev.sluice.job.Connectors;
import dev.sluice.job.lake.LakeConfig;
import dev.sluice.schema.TableDefinition;

/** Where an action leads, with all that the options and connections say of it. */
public sealed interface RuleEnd {

    /** For people. */
    String describe();

    /** Who sends to streams of this kind. */
    static SendingConnector connector(String kind) {
        return Connectors.of(kind)
                .filter(SendingConnector.class::isInstance)
                .map(SendingConnector.class::cast)
                .orElseThrow(() -> new IllegalArgumentException("streams of kind " + kind + " cannot be sent to"));
    }

    /** A stream. */
    record Stream(RuleAction.ToStream action, TableDefinition table) implements RuleEnd {
        @Override
        public String describe() {
            return action.word().equals("republish")
                    ? "MQTT " + action.resource() + " at " + table.stream().setting("broker")
                    : connector(action.kind()).describe(table);
        }
    }

    /** A lake. */
    record Lake(LakeConfig config) implements RuleEnd {
        @Override
        public String describe() {
            return "lake " + config.layout().output() + ", table "
                    + config.source().table().name();
        }
    }
}
