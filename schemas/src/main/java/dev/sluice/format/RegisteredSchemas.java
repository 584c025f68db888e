package dev.sluice.format;

import dev.sluice.format.SchemaRegistry.UnknownSchemaException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What registries have given, for all decoders of a JVM. A schema never changes under its id, and is kept until others
 * push it out; that there is none is believed for half a minute, so that a stream of garbage does not ask for each record.
 */
final class RegisteredSchemas {

    private static final int MOST = 1000;
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(30);
    private static final RegisteredSchemas IN_JVM = new RegisteredSchemas(Clock.systemUTC());

    private final Clock clock;
    private final Map<Key, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Answer> eldest) {
            return size() > MOST;
        }
    };

    private record Key(SchemaRegistry registry, String id) {}

    /** @param refusal why there is none */
    private record Answer(@Nullable Schema schema, String refusal, Instant at) {}

    RegisteredSchemas(Clock clock) {
        this.clock = clock;
    }

    static RegisteredSchemas inJvm() {
        return IN_JVM;
    }

    /**
     * The schema of this id.
     *
     * @throws MalformedRecordException with {@code unknown-schema} where there is none
     * @throws IOException where the registry cannot be asked
     */
    Schema schema(SchemaRegistry registry, String id) throws MalformedRecordException, IOException {
        Key key = new Key(registry, id);
        Answer answer = known(key);
        if (answer == null) {
            answer = ask(registry, id);
            remember(key, answer);
        }
        Schema schema = answer.schema();
        if (schema == null) {
            throw new MalformedRecordException("unknown-schema", answer.refusal());
        }
        return schema;
    }

    private synchronized @Nullable Answer known(Key key) {
        Answer answer = answers.get(key);
        return answer != null
                        && answer.schema() == null
                        && answer.at().plus(UNKNOWN_FOR).isBefore(clock.instant())
                ? null
                : answer;
    }

    private synchronized void remember(Key key, Answer answer) {
        answers.put(key, answer);
    }

    private Answer ask(SchemaRegistry registry, String id) throws IOException {
        try {
            return new Answer(AvroSchema.parse(registry.schema(id)), "", clock.instant());
        } catch (UnknownSchemaException e) {
            return new Answer(null, e.getMessage(), clock.instant());
        } catch (IllegalArgumentException e) {
            return new Answer(null, "schema " + id + ": " + e.getMessage(), clock.instant());
        }
    }
}
