package dev.sluice.job.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicRuleTest {

    private final List<String> mistakes = new ArrayList<>();

    private Optional<TopicRule> parse(String json) {
        return TopicRule.parse(json, "rule.json", "rule", mistakes);
    }

    private static String rule(String actions) {
        return "{\"sql\": \"SELECT * FROM 'a'\", \"actions\": [" + actions + "]}";
    }

    @Test
    void aRuleSaysWhichMessagesWhatBecomesOfThemAndWhereTheyGo() {
        TopicRule rule = parse("""
                {"awsIotSqlVersion": "2016-03-23", "description": "to the stream", "ruleDisabled": false,
                 "sql": "SELECT *, topic(2) AS device FROM 'streaming-data/+' WHERE temperature > 20",
                 "actions": [
                   {"kafka": {"topic": "readings", "key": "${topic(2)}", "destinationArn": "arn:…",
                     "headers": [{"key": "from", "value": "${topic()}"}],
                     "clientProperties": {"bootstrap.servers": "localhost:9092", "acks": "1"}}},
                   {"kinesis": {"streamName": "input", "partitionKey": "${client_id}", "roleArn": "arn:…"}},
                   {"republish": {"topic": "$$aws/${topic(2)}", "qos": 1, "retained": true, "connectionName": "hall",
                     "headers": {"contentType": "text/plain", "payloadFormatIndicator": "UTF8_DATA",
                       "userProperties": [{"key": "by", "value": "rule"}]}}},
                   {"lake": {"table": "sense_hat", "output": "/lake", "windowSize": "PT10S"}}],
                 "errorAction": {"kafka": {"topic": "errors"}}}""").orElseThrow();

        assertThat(mistakes).isEmpty();
        assertThat(rule.name()).isEqualTo("rule");
        assertThat(rule.topicFilter()).isEqualTo("streaming-data/+");
        assertThat(rule.actions())
                .containsExactly(
                        new RuleAction.ToStream(
                                "kafka",
                                "kafka",
                                Map.of("topicName", "readings", "bootstrapServers", "localhost:9092"),
                                "${topic(2)}",
                                Map.of("from", "${topic()}"),
                                "readings"),
                        new RuleAction.ToStream(
                                "kinesis", "kinesis", Map.of("streamName", "input"), "${client_id}", Map.of(), "input"),
                        new RuleAction.ToStream(
                                "republish",
                                "mqtt",
                                Map.of("topic", "${key}", "qos", "1", "retained", "true", "connectionName", "hall"),
                                "$aws/${topic(2)}",
                                Map.of("contentType", "text/plain", "payloadFormat", "1", "property.by", "rule"),
                                "$$aws/${topic(2)}"),
                        new RuleAction.ToLake(Map.of("table", "sense_hat", "output", "/lake", "windowSize", "PT10S")));
        assertThat(rule.errorAction())
                .isEqualTo(new RuleAction.ToStream(
                        "kafka", "kafka", Map.of("topicName", "errors"), null, Map.of(), "errors"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ruleName\": \"mine\", \"topicRulePayload\": RULE, \"tags\": \"a=b\"}",
                "{\"ruleArn\": \"arn:…\", \"rule\": {\"ruleName\": \"mine\", \"createdAt\": 1.5, REST}",
                "{\"ruleName\": \"mine\", REST"
            })
    void aRuleMayBeWrappedAsTheCommandsOfAwsWrapIt(String text) {
        String rule = rule("{\"kafka\": {\"topic\": \"t\"}}");

        TopicRule parsed = parse(text.replace("RULE", rule).replace("REST", rule.substring(1)))
                .orElseThrow();

        assertThat(parsed.name()).isEqualTo("mine");
        assertThat(parsed.actions()).hasSize(1);
    }

    @Test
    void everyMistakeIsToldWithItsPlace() {
        assertThat(parse("""
                {"sql": "SELECT uper(a) AS b FROM 'a/#/b'", "ruleDisabled": true, "acttions": [],
                 "awsIotSqlVersion": "2020-01-01",
                 "actions": [
                   {"kafka": {"key": "${temperature > }", "topics": "t", "clientProperties": {
                     "security.protocol": "SASL_SSL", "bootstrap.server": "h:1"}}},
                   {"kafka": {"topic": "${topic()}", "headers": [{"key": "k"}], "partition": "3"}},
                   {"kinesis": {"partitionKey": 5}},
                   {"republish": {"topic": "t", "qos": 3, "headers": {"contenttype": "x"}}},
                   {"lake": {"table": "", "output": "o", "windowsize": "PT1S"}},
                   {"s3": {}}, {"kafka": {}, "lake": {}}, 7],
                 "errorAction": {"sns": {}}}""")).isEmpty();

        assertThat(mistakes)
                .containsExactlyInAnyOrder(
                        "rule.json: /sql: line 1, column 8: there is no function uper; did you mean upper?",
                        "rule.json: /sql: line 1, column 26: expected a topic filter, with + for a whole level and # for"
                                + " all levels at its end, found 'a/#/b'",
                        "rule.json: /ruleDisabled: the rule is disabled",
                        "rule.json: /acttions: is not carried out; did you mean actions?",
                        "rule.json: /awsIotSqlVersion: expected one of 2016-03-23, 2015-10-08, beta, found \"2020-01-01\"",
                        "rule.json: /actions/0/kafka/key: line 1, column 17: expected an expression, found the end",
                        "rule.json: /actions/0/kafka/topic: expected the name of a topic, found nothing",
                        "rule.json: /actions/0/kafka/topics: is not carried out; did you mean topic?",
                        "rule.json: /actions/0/kafka/clientProperties/security.protocol: stands in a connection, not in a"
                                + " rule: name it by connectionName",
                        "rule.json: /actions/0/kafka/clientProperties/bootstrap.server: is not carried out; did you mean"
                                + " bootstrap.servers?",
                        "rule.json: /actions/1/kafka/topic: expected the name of a topic, the same for all messages, found"
                                + " '${topic()}'",
                        "rule.json: /actions/1/kafka/headers/0/value: expected a value, found nothing",
                        "rule.json: /actions/1/kafka/partition: is not carried out, expected one of topic, connectionName,"
                                + " key, headers, destinationArn, clientProperties",
                        "rule.json: /actions/2/kinesis/streamName: expected the name of a stream, found nothing",
                        "rule.json: /actions/2/kinesis/partitionKey: expected a text, found 5",
                        "rule.json: /actions/3/republish/qos: expected one of 0, 1, 2, found 3",
                        "rule.json: /actions/3/republish/headers/contenttype: is not carried out; did you mean contentType?",
                        "rule.json: /actions/4/lake/table: expected the name of a table, found an empty text",
                        "rule.json: /actions/4/lake/windowsize: is not carried out; did you mean windowSize?",
                        "rule.json: /actions/5/s3: is not carried out, expected one of kafka, kinesis, lake, republish",
                        "rule.json: /actions/6: expected one of kafka, kinesis, lake, republish, found"
                                + " {\"kafka\":{},\"lake\":{}}",
                        "rule.json: /actions/7: expected an object, found 7",
                        "rule.json: /errorAction/sns: is not carried out, expected one of kafka, kinesis, lake, republish");
    }

    @Test
    void aRuleWithoutActionsOrStatementIsNone() {
        assertThat(parse("{\"actions\": []}")).isEmpty();

        assertThat(mistakes)
                .containsExactly(
                        "rule.json: /sql: expected SELECT … FROM 'topic filter', found nothing",
                        "rule.json: /actions: expected 1 to 10 actions, found 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not json", "{\"sql\":", "", "[]", "null", "{} {}", "{\"sql\": 1, \"sql\": 2}"})
    void whatIsNoRuleIsRefused(String text) {
        assertThat(parse(text)).isEmpty();

        assertThat(mistakes).isNotEmpty().allMatch(m -> m.startsWith("rule.json: "));
    }
}
