package dev.sluice.schema;

import dev.sluice.schema.TableDefinition.Stream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a table's records come from, by the parameters of its storage in Glue's JSON. */
final class GlueStream {

    private static final String KIND = "typeOfData";
    private static final List<String> KINDS = List.of("kinesis", "kafka", "mqtt", "file");

    private GlueStream() {}

    /** The stream, or null, and a mistake, where the parameters name no kind. */
    static @Nullable Stream of(GlueNode storage) {
        Map<String, String> settings = storage.parameters("Parameters");
        String kind = settings.remove(KIND);
        if (kind == null || !KINDS.contains(kind.toLowerCase(Locale.ROOT))) {
            storage.object("Parameters")
                    .mistake(
                            KIND,
                            "expected one of " + String.join(", ", KINDS) + ", found "
                                    + (kind == null ? "nothing" : "'" + kind + "'"));
            return null;
        }
        return new Stream(kind.toLowerCase(Locale.ROOT), settings);
    }
}
