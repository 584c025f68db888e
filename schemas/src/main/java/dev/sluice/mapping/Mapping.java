package dev.sluice.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.format.Snippet;
import dev.sluice.schema.Column;
import java.io.Serializable;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What a row becomes: Glue's ApplyMapping as data. Only what is mapped comes out, in the order of the mappings, names
 * looked up in any case. Dots unnest a source and nest a target; what lies inside an array or a map cannot be mapped.
 * A value is cast from its column's type to the source type and on to the target type, strictly.
 */
public final class Mapping implements Serializable {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Mapping IDENTITY = new Mapping(List.of(), true);

    private final List<FieldMapping> fields;
    private final boolean identity;

    private Mapping(List<FieldMapping> fields, boolean identity) {
        this.fields = List.copyOf(fields);
        this.identity = identity;
    }

    /** Every column as it is, at no cost. */
    public static Mapping identity() {
        return IDENTITY;
    }

    /** These fields and no others. */
    public static Mapping of(List<FieldMapping> fields) {
        return new Mapping(fields, false);
    }

    /**
     * Reads a mapping as a Glue script has it, in JSON: {@code [["pressure", "double", "air.pressure", "float"], …]}.
     *
     * @param where the file, for messages
     * @throws InvalidMappingException with every tuple that is none
     */
    public static Mapping parse(String json, String where) throws InvalidMappingException {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            String at = e.getLocation() == null
                    ? ""
                    : "line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": ";
            throw new InvalidMappingException(
                    List.of(where + ": " + at + "expected JSON: " + e.getOriginalMessage()), e);
        }
        if (root == null || !root.isArray() || root.isEmpty()) {
            throw new InvalidMappingException(
                    List.of(where + ": expected a JSON array of [source, source type, target, target type], found "
                            + (root == null || root.isMissingNode() ? "nothing" : Snippet.of(root.toString()))));
        }
        List<String> mistakes = new ArrayList<>();
        List<FieldMapping> fields = new ArrayList<>();
        for (int i = 0; i < root.size(); i++) {
            JsonNode tuple = root.get(i);
            if (isTuple(tuple)) {
                fields.add(new FieldMapping(
                        tuple.get(0).textValue(),
                        tuple.get(1).textValue(),
                        tuple.get(2).textValue(),
                        tuple.get(3).textValue()));
            } else {
                mistakes.add(where + ": /" + i
                        + ": expected four strings, [source, source type, target, target type], found "
                        + Snippet.of(tuple.toString()));
            }
        }
        if (!mistakes.isEmpty()) {
            throw new InvalidMappingException(mistakes, fields.isEmpty() ? identity() : of(fields));
        }
        return of(fields);
    }

    private static boolean isTuple(JsonNode node) {
        if (!node.isArray() || node.size() != 4) {
            return false;
        }
        for (JsonNode element : node) {
            if (!element.isTextual()) {
                return false;
            }
        }
        return true;
    }

    /** The fields, none where this is the identity. */
    public List<FieldMapping> fields() {
        return fields;
    }

    /** Whether rows pass as they are. */
    public boolean isIdentity() {
        return identity;
    }

    /**
     * The mapping for rows of these columns; times without a zone are UTC.
     *
     * @throws InvalidMappingException with every field that cannot be mapped
     */
    public CompiledMapping compile(List<Column> columns) throws InvalidMappingException {
        return compile(columns, ZoneOffset.UTC);
    }

    /**
     * The mapping for rows of these columns.
     *
     * @param zone the zone of texts that become timestamps and say none, and of the days of timestamps
     * @throws InvalidMappingException with every field that cannot be mapped
     */
    public CompiledMapping compile(List<Column> columns, ZoneId zone) throws InvalidMappingException {
        return identity ? CompiledMapping.identity(columns) : new MappingCompiler(columns, zone).compile(fields);
    }
}
