package dev.sluice.schema;

import dev.sluice.format.RecordFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The format of a table in Glue's JSON: its classification chooses the class that reads the settings. */
final class GlueFormat {

    private static final String CLASSIFICATION = "classification";

    private GlueFormat() {}

    /** The format, or null, and a mistake, where the settings make none. */
    static @Nullable RecordFormat of(GlueSettings settings) {
        String classification = settings.get(CLASSIFICATION);
        if (classification == null) {
            settings.mistake(CLASSIFICATION, "expected json or csv, found nothing");
            return null;
        }
        return switch (classification.toLowerCase(Locale.ROOT)) {
            case "json" -> GlueJson.format(settings);
            case "csv" -> GlueCsv.format(settings);
            case "avro", "groklog" -> {
                settings.mistake(
                        CLASSIFICATION, "the format " + classification + " is not available yet; expected json or csv");
                yield null;
            }
            default -> {
                settings.mistake(CLASSIFICATION, "expected json or csv, found '" + classification + "'");
                yield null;
            }
        };
    }
}
