package dev.sluice.job.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RuleOutputTest {

    private final List<String> refusals = new ArrayList<>();

    private static RawRecord message(String payload) {
        return new RawRecord(
                "mqtt",
                "session",
                Position.offset(7),
                Instant.EPOCH,
                null,
                Map.of("topic", "devices/pi", "qos", "1"),
                payload.getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable RawRecord output(
            String sql, @Nullable String key, Map<String, String> attributes, String payload) {
        RuleAction.ToStream action = new RuleAction.ToStream("kafka", "kafka", Map.of(), key, attributes, "t");
        return RuleOutput.of(sql, action).of(message(payload), reason -> refusals.add(reason.getMessage()));
    }

    @Test
    void keyAndAttributesAreMadeOfTheMessageAsItCame() {
        RawRecord sent = output(
                "SELECT a AS b FROM 'devices/+'", "${topic(2)}-${a}", Map.of("from", "${topic()}"), "{\"a\": 1}");

        assertThat(sent.payload()).asString().isEqualTo("{\"b\":1}");
        assertThat(sent.key()).asString().isEqualTo("pi-1");
        assertThat(sent.attributes()).isEqualTo(Map.of("from", "devices/pi"));
        assertThat(sent.position()).isEqualTo(Position.offset(7));
    }

    @Test
    void aKeyThatComesOutEmptyIsNone() {
        assertThat(output("SELECT * FROM 'a'", "${missing}", Map.of(), "{}").key())
                .isNull();
        assertThat(output("SELECT * FROM 'a'", null, Map.of(), "{}").key()).isNull();
    }

    @Test
    void whatIsNotSelectedIsNotSentAndNotRefused() {
        assertThat(output("SELECT * FROM 'a' WHERE a > 1", null, Map.of(), "{\"a\": 1}"))
                .isNull();
        assertThat(refusals).isEmpty();
    }

    @Test
    void whatCannotBeSelectedIsRefused() {
        assertThat(output("SELECT a FROM 'a'", null, Map.of(), "garbage")).isNull();
        assertThat(refusals)
                .containsExactly("SELECT names fields: expected a payload in JSON, found 7 bytes that are none");
    }
}
