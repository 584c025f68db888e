package dev.sluice.sql.table;

import dev.sluice.sql.script.Mistake;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.flink.sql.parser.type.ExtendedSqlCollectionTypeNameSpec;
import org.apache.flink.sql.parser.type.ExtendedSqlRowTypeNameSpec;
import org.apache.flink.sql.parser.type.SqlMapTypeNameSpec;
import org.jspecify.annotations.Nullable;

/** The types that a statement names; those that are not read here are mistakes at their places. */
final class TypeReader {

    private static final int DECIMAL_DIGITS = 10;
    private static final int MOST_DECIMAL_DIGITS = 38;
    private static final int TIME_DIGITS = 3;
    private static final int TIMESTAMP_DIGITS = 9;

    private final RelDataTypeFactory factory;
    private final List<Mistake> mistakes;

    TypeReader(RelDataTypeFactory factory, List<Mistake> mistakes) {
        this.factory = factory;
        this.mistakes = mistakes;
    }

    /** The type, or null, and a mistake, where it is none of ours. */
    @Nullable
    RelDataType type(SqlDataTypeSpec spec) {
        RelDataType type = type(spec.getTypeNameSpec());
        return type == null ? null : factory.createTypeWithNullability(type, !Boolean.FALSE.equals(spec.getNullable()));
    }

    private @Nullable RelDataType type(SqlTypeNameSpec spec) {
        if (spec instanceof SqlBasicTypeNameSpec basic) {
            return basic(basic);
        }
        if (spec instanceof ExtendedSqlRowTypeNameSpec row) {
            return row(row);
        }
        if (spec instanceof SqlMapTypeNameSpec map) {
            RelDataType key = type(map.getKeyType());
            RelDataType value = type(map.getValType());
            return key == null || value == null ? null : factory.createMapType(key, value);
        }
        if (spec instanceof ExtendedSqlCollectionTypeNameSpec collection
                && collection.getCollectionTypeName() == SqlTypeName.ARRAY) {
            RelDataType element = type(collection.getElementTypeName());
            return element == null
                    ? null
                    : factory.createArrayType(
                            factory.createTypeWithNullability(element, collection.elementNullable()), -1);
        }
        return unknown(spec);
    }

    private @Nullable RelDataType row(ExtendedSqlRowTypeNameSpec row) {
        List<RelDataType> types = new ArrayList<>();
        for (SqlDataTypeSpec field : row.getFieldTypes()) {
            RelDataType type = type(field);
            if (type != null) {
                types.add(type);
            }
        }
        List<String> names =
                row.getFieldNames().stream().map(SqlIdentifier::getSimple).toList();
        return types.size() < names.size() ? null : factory.createStructType(types, names);
    }

    private @Nullable RelDataType basic(SqlBasicTypeNameSpec spec) {
        SqlTypeName name = SqlTypeName.get(spec.getTypeName().getSimple());
        int precision = spec.getPrecision();
        return switch (name) {
            case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, FLOAT, DOUBLE, DATE -> factory.createSqlType(name);
            case REAL -> factory.createSqlType(SqlTypeName.FLOAT);
            case DECIMAL -> decimal(spec);
            case CHAR, VARCHAR, BINARY, VARBINARY ->
                precision < 0 ? factory.createSqlType(name) : within(spec, name, precision, 1, Integer.MAX_VALUE);
            case TIME -> within(spec, name, Math.max(0, precision), 0, TIME_DIGITS);
            case TIMESTAMP, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                precision < 0 ? factory.createSqlType(name) : within(spec, name, precision, 0, TIMESTAMP_DIGITS);
            default -> unknown(spec);
        };
    }

    private @Nullable RelDataType decimal(SqlBasicTypeNameSpec spec) {
        int precision = spec.getPrecision() < 0 ? DECIMAL_DIGITS : spec.getPrecision();
        int scale = Math.max(0, spec.getScale());
        if (precision < 1 || precision > MOST_DECIMAL_DIGITS || scale > precision) {
            mistakes.add(Mistake.at(
                    spec.getParserPos(),
                    "expected DECIMAL of 1 to 38 digits, no more of them behind the point, found DECIMAL(" + precision
                            + ", " + scale + ")"));
            return null;
        }
        return factory.createSqlType(SqlTypeName.DECIMAL, precision, scale);
    }

    private @Nullable RelDataType within(SqlTypeNameSpec spec, SqlTypeName name, int found, int least, int most) {
        if (found < least || found > most) {
            mistakes.add(Mistake.at(
                    spec.getParserPos(), "expected " + name + " of " + least + " to " + most + ", found " + found));
            return null;
        }
        return factory.createSqlType(name, found);
    }

    private @Nullable RelDataType unknown(SqlTypeNameSpec spec) {
        // A collection's own position is its closing bracket.
        SqlParserPos place = spec instanceof ExtendedSqlCollectionTypeNameSpec collection
                ? collection.getElementTypeName().getParserPos()
                : spec.getParserPos();
        mistakes.add(Mistake.at(
                place,
                "the type " + spec.getTypeName()
                        + " is not read here: expected BOOLEAN, a number, text, BYTES, DATE, TIME,"
                        + " TIMESTAMP, TIMESTAMP_LTZ, ARRAY, MAP or ROW"));
        return null;
    }
}
