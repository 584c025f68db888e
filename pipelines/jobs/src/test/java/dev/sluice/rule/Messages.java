package dev.sluice.rule;

import dev.sluice.record.Position;
import dev.sluice.record.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Messages for tests: on topic {@code things/myThings/thingOne}, arrived at 1481825251155 ms. */
final class Messages {

    private Messages() {}

    static Message of(String payload) {
        return of(payload.getBytes(StandardCharsets.UTF_8));
    }

    static Message of(byte[] payload) {
        return Message.of(new RawRecord(
                "mqtt",
                "session",
                Position.offset(0),
                Instant.ofEpochMilli(1_481_825_251_155L),
                null,
                Map.of("topic", "things/myThings/thingOne", "property.environment", "prod"),
                payload));
    }

    /** What a statement makes of a payload, as text. */
    static String output(String sql, String payload) throws Exception {
        return new String(RuleSql.parse(sql).output(of(payload)), StandardCharsets.UTF_8);
    }
}
