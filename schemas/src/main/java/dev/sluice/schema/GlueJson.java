package dev.sluice.schema;

import dev.sluice.format.JsonFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * JSON by the settings of Hive's and OpenX's serializers, by the names they have in Glue's tables. What they say of
 * malformed records ({@code ignore.malformed.json}, {@code use.null.for.invalid.data}) is not followed: such a record is a
 * dead letter, so that nothing is lost by it.
 */
final class GlueJson {

    static final Set<String> LIBRARIES = Set.of(
            "org.openx.data.jsonserde.JsonSerDe",
            "org.apache.hive.hcatalog.data.JsonSerDe",
            "org.apache.hadoop.hive.serde2.JsonSerDe");

    static final Set<String> SETTINGS = Set.of(
            "paths",
            "timestamp.formats",
            "ignore.malformed.json",
            "use.null.for.invalid.data",
            "case.insensitive",
            "dots.in.keys");

    private GlueJson() {}

    /** The JSON format, or null, and a mistake, where the settings make none. */
    static @Nullable JsonFormat format(GlueSettings settings) {
        settings.onlyAs("case.insensitive", "true", "a field is found by its exact name, else in any case");
        settings.onlyAs("dots.in.keys", "false", "a name with dots stays as it is; a mapping renames it");
        try {
            return JsonFormat.defaults().withTimestampFormats(settings.timestampFormats());
        } catch (IllegalArgumentException e) {
            settings.mistake("timestamp.formats", String.valueOf(e.getMessage()));
            return null;
        }
    }
}
