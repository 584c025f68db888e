package dev.sluice.schema;

import dev.sluice.format.RecordFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The format of a table in Glue's JSON: its classification, or else its serializer, chooses the class that reads the
 * settings. A serializer's setting that the format does not know is a mistake, for it may change what a record means; the
 * table's own parameters may hold anything, as Glue's crawlers leave much there.
 */
final class GlueFormat {

    private static final String CLASSIFICATION = "classification";
    private static final String LIBRARY = "SerializationLibrary";
    private static final Set<String> SERDE_FIELDS = Set.of("Name", LIBRARY, "Parameters");

    /** Settings that stand among a table's own parameters, where a wrong letter would go unnoticed. */
    private static final Set<String> TABLE_SETTINGS = Set.of(
            CLASSIFICATION,
            GlueCompression.TYPE,
            "skip.header.line.count",
            "timestamp.formats",
            "grokPattern",
            "grokCustomPatterns",
            GlueAvro.SCHEMA);

    /** What any serializer may have, and what changes nothing here. */
    private static final Set<String> SERDE_SETTINGS = Set.of("serialization.format", "path");

    /** The formats there are. */
    private static final List<Known> FORMATS = List.of(
            new Known("json", GlueJson.LIBRARIES, GlueJson.SETTINGS, GlueJson::format),
            new Known("csv", GlueCsv.LIBRARIES, GlueCsv.SETTINGS, GlueCsv::format),
            new Known("avro", GlueAvro.LIBRARIES, GlueAvro.SETTINGS, GlueAvro::format),
            new Known("grokLog", GlueGrok.LIBRARIES, GlueGrok.SETTINGS, GlueGrok::format));

    /**
     * A format.
     *
     * @param word its classification
     * @param libraries the serializers that read it
     * @param settings the names of a serializer's settings
     * @param reader makes the format of them, or null, and a mistake
     */
    private record Known(
            String word,
            Set<String> libraries,
            Set<String> settings,
            Function<GlueSettings, @Nullable RecordFormat> reader) {}

    private GlueFormat() {}

    /** The format, or null, and a mistake, where the settings make none. */
    static @Nullable RecordFormat of(GlueSettings settings, GlueNode serdeInfo) {
        serdeInfo.only(SERDE_FIELDS);
        settings.ofTable()
                .forEach(name -> NearestName.meant(name, TABLE_SETTINGS)
                        .ifPresent(n -> settings.mistake(name, "unknown setting; did you mean " + n + "?")));
        Optional<Known> byLibrary = byLibrary(serdeInfo);
        String classification = settings.get(CLASSIFICATION);
        Optional<Known> known = classification == null ? byLibrary : byWord(classification);
        if (known.isEmpty()) {
            if (classification != null || !serdeInfo.has(LIBRARY)) {
                settings.mistake(
                        CLASSIFICATION,
                        "expected " + words() + ", found "
                                + (classification == null ? "nothing" : "'" + classification + "'"));
            }
            return null;
        }
        Known format = known.get();
        if (byLibrary.isPresent() && !byLibrary.get().equals(format)) {
            settings.mistake(
                    CLASSIFICATION,
                    "expected " + byLibrary.get().word + ", which the serializer " + serdeInfo.text(LIBRARY)
                            + " reads, found '" + classification + "'");
            return null;
        }
        for (String name : settings.ofSerde()) {
            if (!format.settings.contains(name) && !SERDE_SETTINGS.contains(name)) {
                settings.mistake(
                        name,
                        "unknown setting of " + format.word
                                + NearestName.of(name, format.settings)
                                        .map(n -> "; did you mean " + n + "?")
                                        .orElse(""));
            }
        }
        if (settings.has(GlueAvro.REGISTRY) && !format.word.equals("avro")) {
            settings.mistake(
                    GlueAvro.REGISTRY, "expected the classification avro beside it, found '" + format.word + "'");
        }
        return format.reader.apply(settings);
    }

    private static Optional<Known> byWord(String classification) {
        return FORMATS.stream()
                .filter(k -> k.word.equalsIgnoreCase(classification))
                .findFirst();
    }

    private static Optional<Known> byLibrary(GlueNode serdeInfo) {
        String library = serdeInfo.has(LIBRARY) ? serdeInfo.text(LIBRARY) : null;
        if (library == null) {
            return Optional.empty();
        }
        Optional<Known> known =
                FORMATS.stream().filter(k -> k.libraries.contains(library)).findFirst();
        if (known.isEmpty()) {
            List<String> names =
                    FORMATS.stream().flatMap(k -> k.libraries.stream()).sorted().toList();
            serdeInfo.mistake(
                    LIBRARY, "expected one of " + String.join(", ", names) + ", or nothing, found '" + library + "'");
        }
        return known;
    }

    private static String words() {
        List<String> words = FORMATS.stream().map(Known::word).toList();
        int last = words.size() - 1;
        return words.stream().limit(last).collect(Collectors.joining(", ")) + " or " + words.get(last);
    }
}
