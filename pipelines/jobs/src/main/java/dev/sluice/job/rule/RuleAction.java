package dev.sluice.job.rule;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a rule does with each message it selects, as its file says. */
public sealed interface RuleAction {

    /** The word in the file: {@code kafka}. */
    String word();

    /**
     * Sends it to a stream.
     *
     * @param kind the connector's
     * @param settings of the stream, as far as the rule says them
     * @param key the template of the record's key, or null: none
     * @param attributes the templates of the record's attributes, by their names
     * @param resource what it goes to, for people: the topic or the stream
     */
    record ToStream(
            String word,
            String kind,
            Map<String, String> settings,
            @Nullable String key,
            Map<String, String> attributes,
            String resource)
            implements RuleAction, Serializable {

        public ToStream {
            settings = Map.copyOf(settings);
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
        }
    }

    /**
     * Writes it to a lake.
     *
     * @param options those of the lake job that the rule says
     */
    record ToLake(Map<String, String> options) implements RuleAction {

        public ToLake {
            options = Map.copyOf(options);
        }

        @Override
        public String word() {
            return "lake";
        }
    }
}
