package dev.sluice.record;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text with places to fill: {@code ${column}}, {@code ${topic()}}, {@code ${topic(2)}} (the second level, from 1),
 * {@code ${newuuid()}}. The same syntax everywhere a key, a topic or a path is made of a record.
 */
public final class Template implements Serializable {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern TOPIC = Pattern.compile("topic\\((\\d*)\\)");
    private static final Pattern COLUMN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    private final String text;
    private final List<Part> parts;

    private Template(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /**
     * The template in this text.
     *
     * @throws IllegalArgumentException where a place is neither a column nor a known function
     */
    public static Template of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int end = 0;
        while (place.find()) {
            if (place.start() > end) {
                parts.add(new Literal(text.substring(end, place.start())));
            }
            parts.add(part(place.group(1).trim(), text));
            end = place.end();
        }
        if (end < text.length()) {
            parts.add(new Literal(text.substring(end)));
        }
        return new Template(text, List.copyOf(parts));
    }

    private static Part part(String place, String text) {
        Matcher topic = TOPIC.matcher(place);
        if (topic.matches()) {
            return new Topic(topic.group(1).isEmpty() ? 0 : Integer.parseInt(topic.group(1)));
        }
        if (place.equals("newuuid()")) {
            return new NewUuid();
        }
        if (COLUMN.matcher(place).matches()) {
            return new Column(place);
        }
        throw new IllegalArgumentException(
                "'${" + place + "}' in '" + text + "': expected ${column}, ${topic()}, ${topic(n)} or ${newuuid()}");
    }

    /** Whether some place names a column, so that a payload has to be decoded to fill it. */
    public boolean needsColumns() {
        return parts.stream().anyMatch(Column.class::isInstance);
    }

    /** The names of the columns that places name, in their order. */
    public List<String> columns() {
        return parts.stream()
                .filter(Column.class::isInstance)
                .map(part -> ((Column) part).name)
                .toList();
    }

    /** Whether some place is the topic or a level of it. */
    public boolean needsTopic() {
        return parts.stream().anyMatch(Topic.class::isInstance);
    }

    /**
     * The text with every place filled; one that has no value is filled with nothing.
     *
     * @param topic the topic the record came by, or null
     * @param columns the value of a column as text, or null
     */
    public String fill(@Nullable String topic, Function<String, @Nullable String> columns) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            String value = part.fill(topic, columns);
            if (value != null) {
                filled.append(value);
            }
        }
        return filled.toString();
    }

    @Override
    public String toString() {
        return text;
    }

    private sealed interface Part extends Serializable {
        @Nullable
        String fill(@Nullable String topic, Function<String, @Nullable String> columns);
    }

    private record Literal(String text) implements Part {
        @Override
        public String fill(@Nullable String topic, Function<String, @Nullable String> columns) {
            return text;
        }
    }

    private record Column(String name) implements Part {
        @Override
        public @Nullable String fill(@Nullable String topic, Function<String, @Nullable String> columns) {
            return columns.apply(name);
        }
    }

    private record Topic(int level) implements Part {
        @Override
        public @Nullable String fill(@Nullable String topic, Function<String, @Nullable String> columns) {
            if (topic == null || level == 0) {
                return topic;
            }
            String[] levels = topic.split("/", -1);
            return level <= levels.length ? levels[level - 1] : null;
        }
    }

    private record NewUuid() implements Part {
        @Override
        public String fill(@Nullable String topic, Function<String, @Nullable String> columns) {
            return UUID.randomUUID().toString();
        }
    }
}
