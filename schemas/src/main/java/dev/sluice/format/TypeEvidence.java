package dev.sluice.format;

import dev.sluice.schema.ColumnType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What kinds of values stood in one place. Merging is commutative and associative, so that the type told by a sample does
 * not depend on the order within it.
 *
 * <ul>
 *   <li>Whole numbers are int, else bigint, else decimal(38,0); with a number among them that has a point or an exponent,
 *       double. Where that would change one of them (a whole number that no double is written as, a number beyond the
 *       range of doubles, a whole number of more than 38 digits), string, which keeps the literal.
 *   <li>An object is a struct; it stays text, as it is written, where the catalog's grammar cannot name its fields, where it
 *       never has one, and more than {@value #DEEPEST} levels deep.
 *   <li>No value at all is void.
 * </ul>
 */
final class TypeEvidence {

    /** Catalogs' grammars go to 64; nobody reads a table as deep as this. */
    private static final int DEEPEST = 32;

    private boolean booleans;
    private boolean texts;
    private boolean fractions;
    private final WholeNumbers wholes = new WholeNumbers();
    private boolean beyondDoubles;
    private @Nullable TypeEvidence elements;
    private @Nullable FieldEvidence fields;

    static TypeEvidence ofNull() {
        return new TypeEvidence();
    }

    static TypeEvidence ofBoolean() {
        TypeEvidence evidence = new TypeEvidence();
        evidence.booleans = true;
        return evidence;
    }

    static TypeEvidence ofText() {
        TypeEvidence evidence = new TypeEvidence();
        evidence.texts = true;
        return evidence;
    }

    /** @param literal a number without a point and an exponent */
    static TypeEvidence ofWhole(String literal) {
        TypeEvidence evidence = new TypeEvidence();
        evidence.wholes.add(literal);
        return evidence;
    }

    /** @param literal a number with a point or an exponent */
    static TypeEvidence ofFraction(String literal) {
        TypeEvidence evidence = new TypeEvidence();
        evidence.fractions = true;
        evidence.beyondDoubles = Double.isInfinite(Double.parseDouble(literal));
        return evidence;
    }

    /** NaN and the infinities, which text may hold and a double can. */
    static TypeEvidence ofNotANumber() {
        TypeEvidence evidence = new TypeEvidence();
        evidence.fractions = true;
        return evidence;
    }

    /** @param elements what its elements are, merged; of an empty array {@link #ofNull} */
    static TypeEvidence ofArray(TypeEvidence elements) {
        TypeEvidence evidence = new TypeEvidence();
        evidence.elements = elements;
        return evidence;
    }

    static TypeEvidence ofObject(FieldEvidence fields) {
        TypeEvidence evidence = new TypeEvidence();
        evidence.fields = fields;
        return evidence;
    }

    /** Takes over what the other says; the other is not used any more. */
    void merge(TypeEvidence other) {
        booleans |= other.booleans;
        texts |= other.texts;
        fractions |= other.fractions;
        beyondDoubles |= other.beyondDoubles;
        wholes.merge(other.wholes);
        if (elements == null) {
            elements = other.elements;
        } else if (other.elements != null) {
            elements.merge(other.elements);
        }
        if (fields == null) {
            fields = other.fields;
        } else if (other.fields != null) {
            fields.merge(other.fields);
        }
    }

    /** How many places this one and those inside it are. */
    int places() {
        return 1 + (elements == null ? 0 : elements.places()) + (fields == null ? 0 : fields.places());
    }

    /** The type of values that say themselves what they are: of several kinds, a choice. */
    ColumnType type() {
        return type(1);
    }

    /** The type of text: of several kinds, text. */
    ColumnType textType() {
        Map<String, ColumnType> kinds = kinds(1);
        return kinds.size() > 1 ? ColumnType.Simple.STRING : only(kinds);
    }

    ColumnType type(int depth) {
        Map<String, ColumnType> kinds = kinds(depth);
        return kinds.size() > 1 ? new ColumnType.Choice(kinds.values().stream().toList()) : only(kinds);
    }

    private static ColumnType only(Map<String, ColumnType> kinds) {
        return kinds.isEmpty()
                ? ColumnType.Simple.VOID
                : kinds.values().iterator().next();
    }

    /** By their words, always in this order. */
    private Map<String, ColumnType> kinds(int depth) {
        Map<String, ColumnType> kinds = new LinkedHashMap<>();
        if (booleans) {
            add(kinds, ColumnType.Simple.BOOLEAN);
        }
        if (fractions) {
            boolean exact = !beyondDoubles && wholes.areDoubles();
            add(kinds, exact ? ColumnType.Simple.DOUBLE : ColumnType.Simple.STRING);
        } else if (!wholes.isNone()) {
            add(kinds, wholes.type());
        }
        if (elements != null) {
            add(kinds, depth < DEEPEST ? new ColumnType.Array(elements.type(depth + 1)) : ColumnType.Simple.STRING);
        }
        if (fields != null) {
            boolean struct = depth < DEEPEST && fields.isStruct();
            add(kinds, struct ? new ColumnType.Struct(fields.columns(depth + 1)) : ColumnType.Simple.STRING);
        }
        if (texts) {
            add(kinds, ColumnType.Simple.STRING);
        }
        return kinds;
    }

    private static void add(Map<String, ColumnType> kinds, ColumnType type) {
        kinds.put(ColumnType.Choice.word(type), type);
    }
}
