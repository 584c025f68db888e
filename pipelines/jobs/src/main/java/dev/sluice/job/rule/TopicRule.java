package dev.sluice.job.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.record.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule as AWS IoT writes it: which messages, and what is done with them. Carried out are {@code SELECT * FROM 'topic
 * filter'} and one action of kind {@code kafka}; anything else is refused by name.
 *
 * @param topicFilter which messages
 * @param topic the Kafka topic they go to
 * @param key the record's key, or null: none
 * @param bootstrapServers the brokers, or null where the rule does not say
 */
public record TopicRule(
        String topicFilter,
        String topic,
        @Nullable Template key,
        @Nullable String bootstrapServers) {

    private static final Pattern SELECT_ALL =
            Pattern.compile("\\s*SELECT\\s+\\*\\s+FROM\\s+(['\"])(.*?)\\1\\s*;?\\s*", Pattern.CASE_INSENSITIVE);
    /** Of a rule as AWS IoT takes it; the version and the description change nothing here. */
    private static final Set<String> RULE_FIELDS =
            Set.of("sql", "actions", "description", "awsIotSqlVersion", "ruleDisabled");

    /** Of its Kafka action; a destination is AWS's way to the brokers. */
    private static final Set<String> ACTION_FIELDS = Set.of("destinationArn", "topic", "key", "clientProperties");

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Reads a rule.
     *
     * @param where the file, for messages
     * @param mistakes takes one sentence for each mistake, with its place in the file
     * @return empty where there are mistakes
     */
    public static Optional<TopicRule> parse(String json, String where, List<String> mistakes) {
        JsonNode rule;
        try {
            rule = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            mistakes.add(where + ": not JSON: " + e.getOriginalMessage() + " at line "
                    + e.getLocation().getLineNr());
            return Optional.empty();
        }
        List<String> found = new ArrayList<>();
        String filter = filter(rule.path("sql"), found);
        JsonNode action = action(rule.path("actions"), found);
        String topic = action.path("topic").asText("");
        refuseOthers(rule, "", RULE_FIELDS, found);
        refuseOthers(action, "/actions/0/kafka", ACTION_FIELDS, found);
        refuseOthers(
                action.path("clientProperties"),
                "/actions/0/kafka/clientProperties",
                Set.of("bootstrap.servers"),
                found);
        if (rule.path("ruleDisabled").asBoolean()) {
            found.add("/ruleDisabled: the rule is disabled");
        }
        if (!action.isMissingNode() && topic.isEmpty()) {
            found.add("/actions/0/kafka/topic: expected the name of a topic, found none");
        }
        Template key = key(action.path("key"), found);
        found.forEach(mistake -> mistakes.add(where + ": " + mistake));
        JsonNode servers = action.path("clientProperties").path("bootstrap.servers");
        return found.isEmpty()
                ? Optional.of(new TopicRule(filter, topic, key, servers.isTextual() ? servers.asText() : null))
                : Optional.empty();
    }

    /** What is left out of account must not change what the rule does. */
    private static void refuseOthers(JsonNode object, String where, Set<String> known, List<String> mistakes) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                mistakes.add(where + "/" + name + ": is not carried out, expected "
                        + String.join(", ", new TreeSet<>(known)));
            }
        });
    }

    private static String filter(JsonNode sql, List<String> mistakes) {
        if (!sql.isTextual()) {
            mistakes.add("/sql: expected SELECT * FROM 'topic filter', found " + describe(sql));
            return "";
        }
        Matcher select = SELECT_ALL.matcher(sql.asText());
        if (!select.matches()) {
            mistakes.add("/sql: only SELECT * FROM 'topic filter' is carried out, found '" + sql.asText() + "'");
            return "";
        }
        return select.group(2);
    }

    private static JsonNode action(JsonNode actions, List<String> mistakes) {
        if (!actions.isArray() || actions.size() != 1 || !actions.get(0).has("kafka")) {
            mistakes.add("/actions: expected one action, {\"kafka\": {\"topic\": …}}, found " + describe(actions));
            return JSON.missingNode();
        }
        return actions.get(0).get("kafka");
    }

    private static @Nullable Template key(JsonNode key, List<String> mistakes) {
        if (key.isMissingNode()) {
            return null;
        }
        if (!key.isTextual()) {
            mistakes.add("/actions/0/kafka/key: expected a text, found " + describe(key));
            return null;
        }
        try {
            Template template = Template.of(key.asText());
            if (template.needsColumns()) {
                mistakes.add("/actions/0/kafka/key: expected ${topic()}, ${topic(n)} or ${newuuid()}, found '"
                        + key.asText() + "': fields of the message cannot be used yet");
            }
            return template;
        } catch (IllegalArgumentException e) {
            mistakes.add("/actions/0/kafka/key: " + e.getMessage());
            return null;
        }
    }

    private static String describe(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}
