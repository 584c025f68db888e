package dev.sluice.schema;

import dev.sluice.format.GrokFormat;
import dev.sluice.format.InvalidGrokException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Grok by the settings of Glue's tables, or by the names they have in the serializer that Athena reads them with. */
final class GlueGrok {

    private static final List<String> PATTERN = List.of("grokPattern", "input.format");
    private static final List<String> DEFINITIONS = List.of("grokCustomPatterns", "input.grokCustomPatterns");

    static final Set<String> LIBRARIES = Set.of("com.amazonaws.glue.serde.GrokSerDe");
    static final Set<String> SETTINGS = Set.of(
            "grokPattern", "input.format", "grokCustomPatterns", "input.grokCustomPatterns", "timestamp.formats");

    private GlueGrok() {}

    /** The grok format, or null, and mistakes, where the settings make none. */
    static @Nullable GrokFormat format(GlueSettings settings) {
        String patternName = name(settings, PATTERN);
        String definitionsName = name(settings, DEFINITIONS);
        String pattern = settings.getOrDefault(patternName, "");
        if (pattern.isBlank()) {
            settings.mistake(patternName, "expected a pattern such as %{COMBINEDAPACHELOG}, found nothing");
            return null;
        }
        try {
            return new GrokFormat(
                    pattern, settings.getOrDefault(definitionsName, ""), settings.timestampFormats(), ZoneOffset.UTC);
        } catch (InvalidGrokException e) {
            e.ofPattern().forEach(m -> settings.mistake(patternName, m));
            e.ofDefinitions().forEach(m -> settings.mistake(definitionsName, m));
        } catch (IllegalArgumentException e) {
            settings.mistake("timestamp.formats", String.valueOf(e.getMessage()));
        }
        return null;
    }

    private static String name(GlueSettings settings, List<String> names) {
        return names.stream().filter(settings::has).findFirst().orElse(names.get(0));
    }
}
