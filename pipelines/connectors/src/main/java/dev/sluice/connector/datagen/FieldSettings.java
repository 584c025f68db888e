package dev.sluice.connector.datagen;

import dev.sluice.schema.TableDefinition;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * What a table's settings say of a field.
 *
 * @param prefix of its settings' names
 */
record FieldSettings(String prefix, Map<String, String> settings) {

    static FieldSettings of(String column, TableDefinition table) {
        return new FieldSettings("fields." + column + ".", table.stream().settings());
    }

    /** A field inside of it. */
    FieldSettings inside(String name) {
        return new FieldSettings(prefix + name + ".", settings);
    }

    String text(String name, String otherwise) {
        return settings.getOrDefault(prefix + name, otherwise);
    }

    boolean isSequence() {
        return text("kind", "random").equals("sequence");
    }

    long start() {
        return bound("start");
    }

    long end() {
        return bound("end");
    }

    private long bound(String name) {
        String bound = settings.get(prefix + name);
        if (bound == null) {
            throw new IllegalArgumentException("'" + prefix + name + "' is missing: expected a whole number");
        }
        return new BigDecimal(bound).longValueExact();
    }

    long whole(String name, long otherwise) {
        return number(name, BigDecimal.valueOf(otherwise)).longValueExact();
    }

    double fraction(String name, double otherwise) {
        return number(name, new BigDecimal(otherwise)).doubleValue();
    }

    private BigDecimal number(String name, BigDecimal otherwise) {
        String text = settings.get(prefix + name);
        try {
            return text == null ? otherwise : new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + prefix + name + "': expected a number, found '" + text + "'", e);
        }
    }

    Duration duration(String name) {
        String text = text(name, "PT0S");
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + prefix + name + "': expected a duration such as PT10S, found '" + text + "'", e);
        }
    }
}
