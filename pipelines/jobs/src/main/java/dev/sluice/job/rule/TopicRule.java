package dev.sluice.job.rule;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.rule.InvalidSqlException;
import dev.sluice.rule.RuleSql;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule as AWS IoT writes it: which messages, what becomes of one, and where it goes.
 *
 * @param name the rule's name, or that of its file
 * @param sql the statement, which {@link RuleSql} can read
 * @param topicFilter which messages
 * @param actions what is done with each of them: all of it
 * @param errorAction what is done with the document of an action that failed, or null: it is a dead letter
 */
public record TopicRule(
        String name,
        String sql,
        String topicFilter,
        List<RuleAction> actions,
        @Nullable RuleAction errorAction) {

    /** As AWS has it. */
    private static final int MOST_ACTIONS = 10;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    public TopicRule {
        actions = List.copyOf(actions);
    }

    /**
     * Reads a rule: the JSON that {@code aws iot create-topic-rule --topic-rule-payload} takes, or the same in
     * {@code {"topicRulePayload": …}}, or in {@code {"rule": …}} as {@code get-topic-rule} prints it.
     *
     * @param where the file, for messages
     * @param name what the rule is called where it does not say
     * @param mistakes takes one sentence for each mistake, with its place in the file
     * @return empty where there are mistakes
     */
    public static Optional<TopicRule> parse(String json, String where, String name, List<String> mistakes) {
        List<String> found = new ArrayList<>();
        TopicRule rule = null;
        try {
            rule = outer(JSON.readTree(json), name, found);
        } catch (JsonProcessingException e) {
            found.add("not JSON: " + e.getOriginalMessage()
                    + (e.getLocation() == null
                            ? ""
                            : " at line " + e.getLocation().getLineNr()));
        }
        found.forEach(mistake -> mistakes.add(where + ": " + mistake));
        return found.isEmpty() ? Optional.ofNullable(rule) : Optional.empty();
    }

    private static @Nullable TopicRule outer(JsonNode json, String name, List<String> mistakes) {
        for (String wrapper : List.of("topicRulePayload", "rule")) {
            if (json.has(wrapper)) {
                RuleObject outer = RuleObject.of(json, "", mistakes);
                String outerName = outer.text("ruleName");
                outer.pass("ruleArn", "tags", wrapper);
                outer.refuseOthers();
                return rule(outer.object(wrapper), outerName == null ? name : outerName);
            }
        }
        return rule(RuleObject.of(json, "", mistakes), name);
    }

    private static TopicRule rule(RuleObject rule, String name) {
        String ruleName = rule.text("ruleName");
        String sql = rule.requiredText("sql", "SELECT … FROM 'topic filter'");
        String filter = sql.isBlank() ? "" : filter(sql, rule);
        List<RuleAction> actions = new ArrayList<>();
        List<RuleObject> objects = rule.objects("actions");
        objects.forEach(action -> ActionReader.read(action).ifPresent(actions::add));
        if (objects.isEmpty() || objects.size() > MOST_ACTIONS) {
            rule.mistake("actions", "expected 1 to " + MOST_ACTIONS + " actions, found " + objects.size());
        }
        RuleAction errorAction = rule.has("errorAction")
                ? ActionReader.read(rule.object("errorAction")).orElse(null)
                : null;
        // One semantics for all of them: that of 2016-03-23, which has all that the older one has.
        var unused = rule.oneOf("awsIotSqlVersion", List.of("2016-03-23", "2015-10-08", "beta"));
        if (rule.flag("ruleDisabled")) {
            rule.mistake("ruleDisabled", "the rule is disabled");
        }
        rule.pass("description", "createdAt");
        rule.refuseOthers();
        return new TopicRule(ruleName == null ? name : ruleName, sql, filter, actions, errorAction);
    }

    private static String filter(String sql, RuleObject rule) {
        try {
            return RuleSql.parse(sql).topicFilter();
        } catch (InvalidSqlException e) {
            e.mistakes().forEach(mistake -> rule.mistake("sql", mistake));
            return "";
        }
    }
}
