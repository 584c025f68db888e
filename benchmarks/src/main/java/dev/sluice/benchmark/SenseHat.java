package dev.sluice.benchmark;

import dev.sluice.format.MalformedRecordException;
import dev.sluice.format.RecordDecoder;
import dev.sluice.mapping.CompiledMapping;
import dev.sluice.mapping.InvalidMappingException;
import dev.sluice.mapping.Mapping;
import dev.sluice.schema.Catalog;
import dev.sluice.schema.InvalidTableException;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What every benchmark works on: the shipped table, and the mapping that renames three of its columns. */
public final class SenseHat {

    private static final String MAPPING = "lake-mapping.json";

    private SenseHat() {}

    /** The shipped table {@code sense_hat}. */
    public static TableDefinition table() {
        try {
            return Catalog.in(Path.of("no catalog of the user's")).table("sense_hat");
        } catch (InvalidTableException e) {
            throw new IllegalStateException("the shipped table cannot be read", e);
        }
    }

    /** The mapping of {@code lake-mapping.json} for rows of the table. */
    public static CompiledMapping mapping() {
        try (InputStream resource = Objects.requireNonNull(
                SenseHat.class.getResourceAsStream(MAPPING), "resource " + MAPPING + " is not on the class path")) {
            return Mapping.parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8), MAPPING)
                    .compile(table().columns());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InvalidMappingException e) {
            throw new IllegalStateException("the benchmark's mapping cannot be read", e);
        }
    }

    /** The row of the table that a message holds. */
    public static @Nullable Object[] row(RecordDecoder decoder, byte[] message) {
        try {
            return decoder.decode(message).get(0);
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("the fleet's messages are well-formed", e);
        }
    }

    /** The row of the lake that a row of the table becomes. */
    public static @Nullable Object[] mapped(CompiledMapping mapping, @Nullable Object[] row) {
        try {
            return Objects.requireNonNull(mapping.apply(row), "the benchmark's mapping drops no row");
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("the fleet's readings can be cast", e);
        }
    }
}
