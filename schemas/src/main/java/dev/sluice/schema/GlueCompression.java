package dev.sluice.schema;

import dev.sluice.format.Compression;
import dev.sluice.format.PayloadEncoding;
import java.util.Optional;

/** How payloads are packed, by Glue's {@code compressionType} among the table's parameters, or its storage's. */
final class GlueCompression {

    static final String TYPE = "compressionType";

    private GlueCompression() {}

    /** What the table says; told by the first bytes where it says nothing, or, with a mistake, something unknown. */
    static PayloadEncoding of(GlueSettings settings, GlueNode storage) {
        PayloadEncoding undeclared = PayloadEncoding.defaults();
        String word = settings.get(TYPE);
        if (word == null) {
            word = storage.parameters("Parameters").get(TYPE);
        }
        if (word == null) {
            return undeclared;
        }
        Optional<Compression> compression = Compression.of(word);
        if (compression.isEmpty()) {
            String sentence = "expected one of " + Compression.words() + ", found '" + word + "'";
            if (settings.has(TYPE)) {
                settings.mistake(TYPE, sentence);
            } else {
                storage.object("Parameters").mistake(TYPE, sentence);
            }
        }
        return compression.map(undeclared::with).orElse(undeclared);
    }
}
