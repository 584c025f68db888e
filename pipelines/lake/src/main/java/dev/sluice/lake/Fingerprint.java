package dev.sluice.lake;

import dev.sluice.mapping.Mapping;
import dev.sluice.mapping.Transform;
import dev.sluice.schema.Column;
import dev.sluice.schema.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a record was to become, as twelve hexadecimal digits: the table's name, columns, format and compression, what rows
 * are mapped to and placed by. Two jobs of one fingerprint make the same of a record; one that failed with the one fails with the other.
 */
public final class Fingerprint {

    private static final int BYTES = 6;

    private Fingerprint() {}

    public static String of(TableDefinition table, Mapping mapping, Partitioning partitioning) {
        StringBuilder text = new StringBuilder();
        line(text, table.name());
        for (Column column : table.columns()) {
            line(text, column.name() + " " + column.type());
        }
        line(text, table.format().toString());
        line(text, table.encoding().toString());
        line(text, mapping.isIdentity() ? "as it is" : "mapped");
        for (Transform transform : mapping.transforms()) {
            line(text, transform.toString());
        }
        line(text, mapping.castMode().toString());
        line(text, partitioning.toString());
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(hash, BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Each with its length, so that no two lists of lines are one text. */
    private static void line(StringBuilder text, String line) {
        text.append(line.length()).append(' ').append(line).append('\n');
    }
}
