package dev.sluice.mapping;

import java.io.Serializable;
import java.util.List;

/**
 * One step of a {@link Mapping}, in the words of Glue's transforms. Paths are dotted; a name that contains a dot stands in
 * backticks; names are found in any case.
 */
public sealed interface Transform extends Serializable
        permits Transform.ApplyMapping,
                Transform.DropFields,
                Transform.SelectFields,
                Transform.RenameField,
                Transform.Filter,
                Transform.DropNullFields,
                ResolveChoice {

    /** What Glue calls it. */
    default String word() {
        return getClass().getSimpleName();
    }

    /**
     * What is mapped and nothing else, in the order of the mappings. Dots unnest a source and nest a target; what lies
     * inside an array or a map cannot be mapped. A value is cast from its column's type to the source type and on to the
     * target type.
     */
    record ApplyMapping(List<FieldMapping> mappings) implements Transform {
        public ApplyMapping {
            mappings = List.copyOf(mappings);
        }
    }

    /** All but these. A struct without fields goes with its last one. */
    record DropFields(List<String> paths) implements Transform {
        public DropFields {
            paths = List.copyOf(paths);
        }
    }

    /** These and no others, in the order they stand in. */
    record SelectFields(List<String> paths) implements Transform {
        public SelectFields {
            paths = List.copyOf(paths);
        }
    }

    /** Another name, in its place; in another struct, or out of one, where the new path says so: at its end then. */
    record RenameField(String oldName, String newName) implements Transform {}

    /** The rows of which the condition is true. */
    record Filter(Condition condition) implements Transform {}

    /** Without columns and fields of type void: those that had no value where the types were looked for. */
    record DropNullFields() implements Transform {}
}
