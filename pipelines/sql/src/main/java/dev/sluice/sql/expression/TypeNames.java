package dev.sluice.sql.expression;

import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** Types as Flink writes them, which is what {@code TYPEOF} gives. */
final class TypeNames {

    private TypeNames() {}

    static String of(RelDataType type) {
        String name = name(type);
        return type.isNullable() || type.getSqlTypeName() == SqlTypeName.NULL ? name : name + " NOT NULL";
    }

    private static String name(RelDataType type) {
        SqlTypeName kind = type.getSqlTypeName();
        if (Types.isYearInterval(kind)) {
            return "INTERVAL MONTH";
        }
        if (Types.isDayInterval(kind)) {
            return "INTERVAL SECOND(3)";
        }
        return switch (kind) {
            case INTEGER -> "INT";
            case VARCHAR -> type.getPrecision() == Integer.MAX_VALUE ? "STRING" : sized(type);
            case VARBINARY -> type.getPrecision() == Integer.MAX_VALUE ? "BYTES" : sized(type);
            case CHAR, BINARY, TIME, TIMESTAMP -> sized(type);
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> "TIMESTAMP_LTZ(" + type.getPrecision() + ")";
            case DECIMAL -> "DECIMAL(" + type.getPrecision() + ", " + type.getScale() + ")";
            case ARRAY -> "ARRAY<" + of(Objects.requireNonNull(type.getComponentType())) + ">";
            case MULTISET -> "MULTISET<" + of(Objects.requireNonNull(type.getComponentType())) + ">";
            case MAP ->
                "MAP<" + of(Objects.requireNonNull(type.getKeyType())) + ", "
                        + of(Objects.requireNonNull(type.getValueType())) + ">";
            case ROW ->
                type.getFieldList().stream()
                        .map(field -> "`" + field.getName() + "` " + of(field.getType()))
                        .collect(Collectors.joining(", ", "ROW<", ">"));
            default -> kind.getName();
        };
    }

    private static String sized(RelDataType type) {
        return type.getSqlTypeName().getName() + "(" + type.getPrecision() + ")";
    }
}
