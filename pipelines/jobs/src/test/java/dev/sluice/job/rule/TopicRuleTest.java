package dev.sluice.job.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicRuleTest {

    private final List<String> mistakes = new ArrayList<>();

    private Optional<TopicRule> parse(String json) {
        return TopicRule.parse(json, "rule.json", mistakes);
    }

    private static String rule(String sql, String action) {
        return "{\"sql\": \"" + sql + "\", \"actions\": [" + action + "]}";
    }

    @Test
    void aRuleSaysWhichMessagesGoWhereAndUnderWhichKey() {
        TopicRule rule = parse("""
                {"awsIotSqlVersion": "2016-03-23", "description": "to the stream", "ruleDisabled": false,
                 "sql": "SELECT * FROM 'streaming-data/#'",
                 "actions": [{"kafka": {"topic": "readings", "key": "${topic(2)}",
                   "clientProperties": {"bootstrap.servers": "localhost:9092"}}}]}""").orElseThrow();

        assertThat(mistakes).isEmpty();
        assertThat(rule.topicFilter()).isEqualTo("streaming-data/#");
        assertThat(rule.topic()).isEqualTo("readings");
        assertThat(rule.key().fill("streaming-data/garden", column -> null)).isEqualTo("garden");
        assertThat(rule.bootstrapServers()).isEqualTo("localhost:9092");
    }

    @Test
    void theKeyAndTheBrokersMayBeLeftOut() {
        TopicRule rule = parse(rule("select * from 'a/+' ;", "{\"kafka\": {\"topic\": \"t\"}}"))
                .orElseThrow();

        assertThat(rule).isEqualTo(new TopicRule("a/+", "t", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT temperature FROM 'a'",
                "SELECT * FROM a",
                "SELECT * FROM 'a' WHERE temperature > 20",
                "SELECT *, topic() FROM 'a'",
                ""
            })
    void otherSqlIsRefusedByItsText(String sql) {
        assertThat(parse(rule(sql, "{\"kafka\": {\"topic\": \"t\"}}"))).isEmpty();

        assertThat(mistakes)
                .containsExactly(
                        "rule.json: /sql: only SELECT * FROM 'topic filter' is carried out, found '" + sql + "'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"kinesis\": {\"streamName\": \"s\"}}",
                "{\"kafka\": {\"topic\": \"t\"}}, {\"kafka\": {\"topic\": \"u\"}}"
            })
    void otherActionsAreRefused(String actions) {
        assertThat(parse(rule("SELECT * FROM 'a'", actions))).isEmpty();

        assertThat(mistakes).singleElement().asString().startsWith("rule.json: /actions: expected one action, ");
    }

    @Test
    void everyMistakeIsToldWithItsPlace() {
        assertThat(parse("""
                {"sql": 5, "errorAction": {}, "ruleDisabled": true,
                 "actions": [{"kafka": {"key": "${temperature}", "partition": "3",
                   "clientProperties": {"security.protocol": "SASL_SSL"}}}]}""")).isEmpty();

        assertThat(mistakes)
                .satisfiesExactlyInAnyOrder(
                        m -> assertThat(m)
                                .startsWith("rule.json: /sql: expected SELECT")
                                .endsWith("found 5"),
                        m -> assertThat(m).startsWith("rule.json: /errorAction: is not carried out"),
                        m -> assertThat(m).startsWith("rule.json: /ruleDisabled: "),
                        m -> assertThat(m).startsWith("rule.json: /actions/0/kafka/topic: "),
                        m -> assertThat(m).startsWith("rule.json: /actions/0/kafka/partition: is not carried out"),
                        m -> assertThat(m)
                                .startsWith("rule.json: /actions/0/kafka/clientProperties/security.protocol: "),
                        m -> assertThat(m)
                                .startsWith("rule.json: /actions/0/kafka/key: ")
                                .contains("${temperature}"));
    }

    @Test
    void aKeyThatIsNoTextIsAMistakeAndNotNoKey() {
        assertThat(parse(rule("SELECT * FROM 'a'", "{\"kafka\": {\"topic\": \"t\", \"key\": 5}}")))
                .isEmpty();

        assertThat(mistakes).containsExactly("rule.json: /actions/0/kafka/key: expected a text, found 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{\"sql\":", "", "[]", "null"})
    void whatIsNoRuleIsRefused(String text) {
        assertThat(parse(text)).isEmpty();

        assertThat(mistakes).isNotEmpty().allMatch(m -> m.startsWith("rule.json: "));
    }
}
