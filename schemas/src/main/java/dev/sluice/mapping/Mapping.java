package dev.sluice.mapping;

import dev.sluice.schema.Column;
import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What a row becomes: Glue's transforms as data, applied one after the other. None of them leaves a row as it is.
 *
 * <p>A value is made when it is needed: what a later transform drops, or a filter with its row, is not cast before and cannot
 * fail.
 */
public final class Mapping implements Serializable {

    private static final Mapping IDENTITY = new Mapping(List.of(), CastMode.STRICT);

    private final List<Step> steps;
    private final CastMode castMode;

    private Mapping(List<Step> steps, CastMode castMode) {
        this.steps = List.copyOf(steps);
        this.castMode = castMode;
    }

    /** @param where for messages; empty where there is no doubt */
    record Step(String where, Transform transform) implements Serializable {}

    /** Every column as it is, at no cost. */
    public static Mapping identity() {
        return IDENTITY;
    }

    /** These fields and no others. */
    public static Mapping of(List<FieldMapping> fields) {
        return of(new Transform.ApplyMapping(fields));
    }

    /** These transforms. */
    public static Mapping of(Transform... transforms) {
        Mapping mapping = IDENTITY;
        for (Transform transform : transforms) {
            mapping = mapping.then(transform, transforms.length == 1 ? "" : transform.word());
        }
        return mapping;
    }

    /**
     * Reads the tuples of an ApplyMapping, in JSON or as a Glue script has them: {@code [["pressure", "double",
     * "air.pressure", "float"], …]}, {@code [("pressure", "double", "air.pressure", "float"), …]}, or the call around them.
     *
     * @param where the file, for messages
     * @throws InvalidMappingException with every tuple that is none
     */
    public static Mapping parse(String text, String where) throws InvalidMappingException {
        return MappingParser.parse(text, where);
    }

    /**
     * Reads a list of transforms: a JSON array, in it objects with one field each, {@code {"DropFields": {"paths": ["a.b"]}}}.
     *
     * @param where the file, for messages
     * @param conditions reads the expression of a filter
     * @throws InvalidMappingException with everything in it that is none
     */
    public static Mapping parseTransforms(String json, String where, Conditions conditions)
            throws InvalidMappingException {
        return new TransformsParser(where, conditions).parse(json);
    }

    /** A language of conditions. */
    @FunctionalInterface
    public interface Conditions {
        /**
         * The condition that an expression states.
         *
         * @throws InvalidMappingException with everything that is wrong with it, by line and column
         */
        Condition parse(String expression) throws InvalidMappingException;
    }

    /** This, then the other; casts as strict as here. */
    public Mapping then(Mapping next) {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(next.steps);
        return new Mapping(all, castMode);
    }

    /**
     * This, then one more.
     *
     * @param where it stands, for messages
     */
    public Mapping then(Transform transform, String where) {
        return then(new Mapping(List.of(new Step(where, transform)), castMode));
    }

    /** The same, where a cast that fails does this. */
    public Mapping withCastMode(CastMode mode) {
        return new Mapping(steps, mode);
    }

    /** What a cast that fails does. */
    public CastMode castMode() {
        return castMode;
    }

    /** What it does, in order; none where this is the identity. */
    public List<Transform> transforms() {
        return steps.stream().map(Step::transform).toList();
    }

    /** Whether rows pass as they are. */
    public boolean isIdentity() {
        return steps.isEmpty();
    }

    /**
     * The mapping for rows of these columns; times without a zone are UTC.
     *
     * @throws InvalidMappingException as below
     */
    public CompiledMapping compile(List<Column> columns) throws InvalidMappingException {
        return compile(columns, ZoneOffset.UTC);
    }

    /**
     * The mapping for rows of these columns.
     *
     * @param zone the zone of texts that become timestamps and say none, and of the days of timestamps
     * @throws InvalidMappingException with everything that is wrong with the first transform that cannot be applied, or
     *     with every column that comes out as a choice of types
     */
    public CompiledMapping compile(List<Column> columns, ZoneId zone) throws InvalidMappingException {
        return new MappingCompiler(columns, zone, castMode).compile(steps);
    }
}
