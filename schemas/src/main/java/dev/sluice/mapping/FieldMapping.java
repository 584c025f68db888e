package dev.sluice.mapping;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One tuple of ApplyMapping: the value at {@code source}, read as {@code sourceType}, goes to {@code target} as
 * {@code targetType}. Paths are dotted; a name that contains a dot stands in backticks.
 *
 * @param sourceType null: the type it has
 * @param targetType null: the source type
 */
public record FieldMapping(
        String source,
        @Nullable String sourceType,
        String target,
        @Nullable String targetType) implements Serializable {}
