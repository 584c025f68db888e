package dev.sluice.mapping;

import java.io.Serializable;

/**
 * One tuple of ApplyMapping: the value at {@code source}, read as {@code sourceType}, goes to {@code target} as
 * {@code targetType}. Paths are dotted; a name that contains a dot stands in backticks.
 */
public record FieldMapping(String source, String sourceType, String target, String targetType)
        implements Serializable {}
