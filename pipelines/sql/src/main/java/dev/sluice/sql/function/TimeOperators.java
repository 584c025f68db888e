package dev.sluice.sql.function;

import static dev.sluice.sql.function.Signatures.STRING_OR_NULL;
import static dev.sluice.sql.function.Signatures.families;
import static dev.sluice.sql.function.Signatures.function;
import static dev.sluice.sql.function.Signatures.orNull;
import static dev.sluice.sql.function.Signatures.volatileFunction;
import static org.apache.calcite.sql.type.OperandTypes.NILADIC;
import static org.apache.calcite.sql.type.OperandTypes.or;
import static org.apache.calcite.sql.type.ReturnTypes.BIGINT_NULLABLE;
import static org.apache.calcite.sql.type.SqlTypeFamily.CHARACTER;
import static org.apache.calcite.sql.type.SqlTypeFamily.INTEGER;
import static org.apache.calcite.sql.type.SqlTypeFamily.NUMERIC;
import static org.apache.calcite.sql.type.SqlTypeFamily.TIMESTAMP;
import static org.apache.calcite.sql.type.SqlTypeName.DATE;
import static org.apache.calcite.sql.type.SqlTypeName.TIME;
import static org.apache.calcite.sql.type.SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE;

import java.util.List;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlAbstractTimeFunction;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Functions of time. Those of "now" give the time when a row is computed, as Flink's do in a stream. */
final class TimeOperators {

    private static final SqlOperandTypeChecker TEXT_AND_PERHAPS_FORMAT =
            or(families(CHARACTER), families(CHARACTER, CHARACTER));
    private static final int MILLISECONDS = 3;
    private static final int MICROSECONDS = 6;

    /** As Calcite's, but for a timestamp: a TIMESTAMP_LTZ stays one. */
    static final SqlFunction TIMESTAMP_ADD = new SqlFunction(
            "TIMESTAMPADD",
            SqlKind.TIMESTAMP_ADD,
            TimeOperators::added,
            null,
            SqlStdOperatorTable.TIMESTAMP_ADD.getOperandTypeChecker(),
            SqlFunctionCategory.TIMEDATE);

    private TimeOperators() {}

    /** Of a timestamp, a timestamp with as many digits, or as many as the unit has. */
    private static @Nullable RelDataType added(SqlOperatorBinding call) {
        RelDataType time = call.getOperandType(2);
        SqlTypeName type = time.getSqlTypeName();
        if (type != SqlTypeName.TIMESTAMP && type != TIMESTAMP_WITH_LOCAL_TIME_ZONE) {
            return SqlStdOperatorTable.TIMESTAMP_ADD.inferReturnType(call);
        }
        TimeUnit unit = call.getOperandLiteralValue(0, TimeUnit.class);
        int digits = unit == TimeUnit.MILLISECOND ? MILLISECONDS : unit == TimeUnit.MICROSECOND ? MICROSECONDS : 0;
        RelDataType sum = call.getTypeFactory().createSqlType(type, Math.max(digits, time.getPrecision()));
        return call.getTypeFactory()
                .createTypeWithNullability(
                        sum, time.isNullable() || call.getOperandType(1).isNullable());
    }

    static List<SqlOperator> all() {
        return List.of(
                new Now("CURRENT_DATE", DATE, 0, SqlSyntax.FUNCTION_ID),
                new Now("CURRENT_TIME", TIME, 0, SqlSyntax.FUNCTION_ID),
                new Now("LOCALTIME", TIME, 0, SqlSyntax.FUNCTION_ID),
                new Now("LOCALTIMESTAMP", SqlTypeName.TIMESTAMP, MILLISECONDS, SqlSyntax.FUNCTION_ID),
                new Now("CURRENT_TIMESTAMP", TIMESTAMP_WITH_LOCAL_TIME_ZONE, MILLISECONDS, SqlSyntax.FUNCTION_ID),
                new Now("NOW", TIMESTAMP_WITH_LOCAL_TIME_ZONE, MILLISECONDS, SqlSyntax.FUNCTION),
                new Now("CURRENT_ROW_TIMESTAMP", TIMESTAMP_WITH_LOCAL_TIME_ZONE, MILLISECONDS, SqlSyntax.FUNCTION),
                volatileFunction(
                        "PROCTIME", ReturnTypes.explicit(TIMESTAMP_WITH_LOCAL_TIME_ZONE, MILLISECONDS), NILADIC),
                function(
                        "DATE_FORMAT",
                        STRING_OR_NULL,
                        or(families(TIMESTAMP, CHARACTER), families(CHARACTER, CHARACTER))),
                function("TO_DATE", orNull(DATE), TEXT_AND_PERHAPS_FORMAT),
                function("TO_TIMESTAMP", orNull(SqlTypeName.TIMESTAMP, MILLISECONDS), TEXT_AND_PERHAPS_FORMAT),
                function(
                        "TO_TIMESTAMP_LTZ",
                        orNull(TIMESTAMP_WITH_LOCAL_TIME_ZONE, MILLISECONDS),
                        families(NUMERIC, INTEGER)),
                function("CONVERT_TZ", STRING_OR_NULL, families(CHARACTER, CHARACTER, CHARACTER)),
                function("FROM_UNIXTIME", STRING_OR_NULL, or(families(INTEGER), families(INTEGER, CHARACTER))),
                volatileFunction(
                        "UNIX_TIMESTAMP",
                        BIGINT_NULLABLE,
                        or(NILADIC, families(CHARACTER), families(CHARACTER, CHARACTER))));
    }

    /** The time when a row is computed. */
    private static final class Now extends SqlAbstractTimeFunction {

        private final SqlTypeName type;
        private final int precision;
        private final SqlSyntax syntax;

        Now(String name, SqlTypeName type, int precision, SqlSyntax syntax) {
            super(name, type);
            this.type = type;
            this.precision = precision;
            this.syntax = syntax;
        }

        @Override
        public RelDataType inferReturnType(SqlOperatorBinding call) {
            return type == DATE
                    ? call.getTypeFactory().createSqlType(type)
                    : call.getTypeFactory().createSqlType(type, precision);
        }

        @Override
        public SqlSyntax getSyntax() {
            return syntax;
        }

        @Override
        public boolean isDynamicFunction() {
            return false;
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }
    }
}
