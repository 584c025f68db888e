package dev.sluice.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a table's format, by the names they have in Glue: those of its serializer, else those of the table
 * itself. Knows where each stands, for mistakes.
 */
final class GlueSettings {

    private final GlueNode tablePlace;
    private final Map<String, String> table;
    private final GlueNode serdePlace;
    private final Map<String, String> serde;
    private final @Nullable String library;

    private GlueSettings(GlueNode table, GlueNode serdeInfo) {
        tablePlace = table.object("Parameters");
        this.table = table.parameters("Parameters");
        serdePlace = serdeInfo.object("Parameters");
        serde = serdeInfo.parameters("Parameters");
        library = serdeInfo.has("SerializationLibrary") ? serdeInfo.text("SerializationLibrary") : null;
    }

    static GlueSettings of(GlueNode table, GlueNode serdeInfo) {
        return new GlueSettings(table, serdeInfo);
    }

    /** The setting as it is written, or null where there is none. */
    @Nullable
    String get(String name) {
        String ofSerde = serde.get(name);
        return ofSerde == null ? table.get(name) : ofSerde;
    }

    boolean has(String name) {
        return get(name) != null;
    }

    String getOrDefault(String name, String otherwise) {
        String written = get(name);
        return written == null ? otherwise : written;
    }

    /** The serializer's class, or null where the table names none. */
    @Nullable
    String library() {
        return library;
    }

    /** The names of the table's own settings, in their order. */
    Set<String> ofTable() {
        return table.keySet();
    }

    /** The names of the serializer's settings, in their order. */
    Set<String> ofSerde() {
        return serde.keySet();
    }

    /** Hive's {@code timestamp.formats}: patterns with commas between them. */
    List<String> timestampFormats() {
        return Arrays.stream(getOrDefault("timestamp.formats", "").split(",", -1))
                .map(String::trim)
                .filter(f -> !f.isEmpty())
                .toList();
    }

    /** Of a setting that has one value here, case apart: any other is a mistake, and {@code why} says how it is. */
    void onlyAs(String name, String value, String why) {
        String written = get(name);
        if (written != null && !written.equalsIgnoreCase(value)) {
            String shown = value.isEmpty() ? "an empty text" : value.equals("\n") ? "a line feed" : value;
            mistake(name, "expected " + shown + ", for " + why + "; found '" + written + "'");
        }
    }

    /** Of a setting that there is not here. */
    void refuse(String name, String why) {
        if (has(name)) {
            mistake(name, "cannot be set: " + why);
        }
    }

    /** A sentence about the setting {@code name} where it stands; in the table itself where it stands nowhere. */
    void mistake(String name, String sentence) {
        (serde.containsKey(name) ? serdePlace : tablePlace).mistake(name, sentence);
    }
}
