package dev.sluice.format;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Where the schemas are that payloads were written with. A value, equal to another of the same place: what it gave is
 * remembered for all who ask the same place in a JVM. Safe for several threads.
 */
public interface SchemaRegistry extends Serializable {

    /** How a payload names its schema. */
    enum Framing {
        /** A zero, then the id in four bytes: Confluent's, and of others that speak its interface. */
        CONFLUENT,
        /** A three, how the rest is compressed (0: not, 5: zlib), then the id in sixteen bytes: AWS Glue's. */
        GLUE
    }

    Framing framing();

    /**
     * The Avro schema of this id, as JSON, behind those it refers to. Asked again when it is not reachable, for a while.
     *
     * @param id a number, or a UUID, by the {@link #framing}
     * @throws UnknownSchemaException where the registry has no Avro schema of this id
     * @throws IOException where the registry cannot be asked, saying why
     */
    List<String> schema(String id) throws UnknownSchemaException, IOException;

    /** A registry that has no Avro schema of an id. */
    final class UnknownSchemaException extends Exception {
        private static final long serialVersionUID = 1;

        /** @param message which id, and what the registry has instead */
        public UnknownSchemaException(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
