package dev.sluice.schema;

import dev.sluice.format.JsonFormat;
import org.jspecify.annotations.Nullable;

/** JSON by the settings of Hive's and OpenX's serializers, by the names they have in Glue's tables. */
final class GlueJson {

    private GlueJson() {}

    /** The JSON format, or null, and a mistake, where the settings make none. */
    static @Nullable JsonFormat format(GlueSettings settings) {
        try {
            return JsonFormat.defaults().withTimestampFormats(settings.timestampFormats());
        } catch (IllegalArgumentException e) {
            settings.mistake("timestamp.formats", String.valueOf(e.getMessage()));
            return null;
        }
    }
}
