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

    private GlueSettings(GlueNode table, GlueNode serdeInfo) {
        tablePlace = table.object("Parameters");
        this.table = table.parameters("Parameters");
        serdePlace = serdeInfo.object("Parameters");
        serde = serdeInfo.parameters("Parameters");
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

    /** A sentence about the setting {@code name} where it stands; in the table itself where it stands nowhere. */
    void mistake(String name, String sentence) {
        (serde.containsKey(name) ? serdePlace : tablePlace).mistake(name, sentence);
    }
}
