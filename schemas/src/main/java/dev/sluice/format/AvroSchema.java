package dev.sluice.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/** Avro schemas out of their JSON, which need not be ours, nor well meant. */
final class AvroSchema {

    /** Longer texts are no schemas: registries stop at a megabyte, too. */
    private static final int LONGEST = 1 << 20;

    private AvroSchema() {}

    /**
     * The schema of a text. It is a writer's: names and defaults, which decide nothing when its data are read, may be what
     * later versions of Avro refuse.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    static Schema parse(String text) {
        return parse(List.of(text));
    }

    /** The last schema of these, which may name those before. */
    static Schema parse(List<String> definitions) {
        Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);
        Schema last = null;
        for (String text : definitions) {
            if (text.length() > LONGEST) {
                throw new IllegalArgumentException(
                        "expected an Avro schema of at most " + LONGEST + " characters, found " + text.length());
            }
            last = parse(parser, text);
        }
        if (last == null) {
            throw new IllegalArgumentException("expected an Avro schema, found none");
        }
        return last;
    }

    private static Schema parse(Schema.Parser parser, String text) {
        try {
            return parser.parse(text);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException("expected an Avro schema, found one that is nested too deeply", e);
        } catch (RuntimeException e) {
            // Of the parser's own kind for most mistakes, of any kind for some.
            Throwable cause = e.getCause();
            String said = cause instanceof JsonProcessingException json
                    ? json.getOriginalMessage() + " at line "
                            + json.getLocation().getLineNr() + ", column "
                            + json.getLocation().getColumnNr()
                    : String.valueOf(e.getMessage());
            throw new IllegalArgumentException("expected an Avro schema: " + shortened(said), e);
        }
    }

    private static String shortened(String said) {
        String line = said.replaceAll("\\s+", " ").trim();
        return line.length() <= 200 ? line : line.substring(0, 199) + "…";
    }
}
