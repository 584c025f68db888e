package dev.sluice.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a type as the Glue and Hive catalogs write it. Hive's grammar: names in any case, blanks between the parts,
 * {@code long} for {@code bigint} and the like; a plain {@code decimal} is {@code decimal(10,0)}.
 */
final class ColumnTypeParser {

    private static final int MAX_DEPTH = 64;

    private final String text;
    private final int plainDecimalScale;
    private int at;

    ColumnTypeParser(String text) {
        this(text, 0);
    }

    /** @param plainDecimalScale the scale of a {@code decimal} that states none: 0 in Hive, 2 in ApplyMapping */
    ColumnTypeParser(String text, int plainDecimalScale) {
        this.text = text;
        this.plainDecimalScale = plainDecimalScale;
    }

    ColumnType parse() {
        ColumnType type = type(0);
        skipBlanks();
        if (at < text.length()) {
            throw expected("the end of the type");
        }
        return type;
    }

    private ColumnType type(int depth) {
        skipBlanks();
        int start = at;
        if (depth > MAX_DEPTH) {
            throw expected("at most " + MAX_DEPTH + " types inside each other");
        }
        String word = word().toLowerCase(Locale.ROOT);
        return switch (word) {
            case "tinyint", "byte" -> ColumnType.Simple.TINYINT;
            case "smallint", "short" -> ColumnType.Simple.SMALLINT;
            case "int", "integer" -> ColumnType.Simple.INT;
            case "bigint", "long" -> ColumnType.Simple.BIGINT;
            case "float" -> ColumnType.Simple.FLOAT;
            case "double" -> ColumnType.Simple.DOUBLE;
            case "boolean" -> ColumnType.Simple.BOOLEAN;
            case "string" -> ColumnType.Simple.STRING;
            case "binary" -> ColumnType.Simple.BINARY;
            case "date" -> ColumnType.Simple.DATE;
            case "timestamp" -> ColumnType.Simple.TIMESTAMP;
            case "void", "null" -> ColumnType.Simple.VOID;
            case "decimal" -> decimal(start);
            case "varchar" -> textOfLength(false, 65535);
            case "char" -> textOfLength(true, 255);
            case "array" -> array(depth);
            case "map" -> map(depth);
            case "struct" -> struct(depth);
            case "choice" -> choice(depth);
            default -> {
                at = start;
                throw expected("a type such as string, double, timestamp, decimal(10,2) or array<int>");
            }
        };
    }

    private ColumnType decimal(int start) {
        int precision = 10;
        int scale = plainDecimalScale;
        if (skip('(')) {
            precision = number(38);
            scale = skip(',') ? number(38) : 0;
            require(')');
        }
        try {
            return new ColumnType.Decimal(precision, scale);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "type '" + text + "', character " + (start + 1) + ": " + e.getMessage(), e);
        }
    }

    private ColumnType textOfLength(boolean fixed, int longest) {
        require('(');
        int length = number(longest);
        if (length == 0) {
            throw expected("a length of 1 to " + longest + " before this");
        }
        require(')');
        return new ColumnType.Text(fixed, length);
    }

    private ColumnType array(int depth) {
        require('<');
        ColumnType element = type(depth + 1);
        require('>');
        return new ColumnType.Array(element);
    }

    private ColumnType map(int depth) {
        require('<');
        skipBlanks();
        int start = at;
        ColumnType key = type(depth + 1);
        if (key instanceof ColumnType.Array || key instanceof ColumnType.MapOf || key instanceof ColumnType.Struct) {
            at = start;
            throw expected("a type without parts as a map's key");
        }
        require(',');
        ColumnType value = type(depth + 1);
        require('>');
        return new ColumnType.MapOf(key, value);
    }

    private ColumnType struct(int depth) {
        require('<');
        List<Column> fields = new ArrayList<>();
        do {
            skipBlanks();
            int start = at;
            String name = fieldName();
            if (fields.stream().anyMatch(f -> f.name().equalsIgnoreCase(name))) {
                at = start;
                throw expected("a field name that the struct does not have yet");
            }
            require(':');
            fields.add(new Column(name, type(depth + 1)));
        } while (skip(','));
        require('>');
        return new ColumnType.Struct(fields);
    }

    private ColumnType choice(int depth) {
        require('<');
        List<ColumnType> types = new ArrayList<>();
        do {
            skipBlanks();
            int start = at;
            ColumnType type = type(depth + 1);
            if (types.stream().anyMatch(t -> ColumnType.Choice.word(t).equals(ColumnType.Choice.word(type)))) {
                at = start;
                throw expected("a type of a kind that the choice does not have yet");
            }
            types.add(type);
        } while (skip(','));
        if (types.size() < 2) {
            throw expected("another type to choose from before this");
        }
        require('>');
        return new ColumnType.Choice(types);
    }

    /** Hive lets a field be called anything but its own punctuation. */
    private String fieldName() {
        int start = at;
        while (at < text.length() && ":,<>".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String name = text.substring(start, at).trim();
        if (name.isEmpty()) {
            throw expected("a field name");
        }
        return name;
    }

    private String word() {
        int start = at;
        while (at < text.length() && isLetter(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private int number(int greatest) {
        skipBlanks();
        int start = at;
        int value = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = value * 10 + text.charAt(at) - '0';
            at++;
            if (value > greatest) {
                at = start;
                throw expected("a number of at most " + greatest);
            }
        }
        if (at == start) {
            throw expected("a number");
        }
        return value;
    }

    private boolean skip(char c) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void require(char c) {
        if (!skip(c)) {
            throw expected("'" + c + "'");
        }
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private IllegalArgumentException expected(String what) {
        String found = at >= text.length() ? "the end" : "'" + text.substring(at) + "'";
        return new IllegalArgumentException(
                "type '" + text + "': expected " + what + ", found " + found + " at character " + (at + 1));
    }
}
