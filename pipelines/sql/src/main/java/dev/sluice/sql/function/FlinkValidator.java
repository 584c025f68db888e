package dev.sluice.sql.function;

import java.util.List;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlValidatorCatalogReader;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.flink.sql.parser.validate.FlinkSqlConformance;
import org.jspecify.annotations.Nullable;

/** Calcite's validator as Flink sets it up: nothing is cast that nobody asked to cast, NULL is the lowest value, and a ROW may
 * be an operand. */
public final class FlinkValidator extends SqlValidatorImpl {

    public FlinkValidator(SqlOperatorTable operators, SqlValidatorCatalogReader catalog, RelDataTypeFactory types) {
        super(
                operators,
                catalog,
                types,
                Config.DEFAULT
                        .withConformance(FlinkSqlConformance.DEFAULT)
                        .withTypeCoercionEnabled(false)
                        .withDefaultNullCollation(NullCollation.LOW)
                        .withIdentifierExpansion(true));
    }

    /** A ROW among the operands is a value, not a list of columns: there is nothing to check, and the types are those of rows. */
    @Override
    public void validateColumnListParams(SqlFunction function, List<RelDataType> types, List<SqlNode> operands) {}

    /** The grammar names Calcite's functions where Flink has others of the same name. */
    @Override
    protected @Nullable SqlNode performUnconditionalRewrites(@Nullable SqlNode node, boolean underFrom) {
        if (node instanceof SqlBasicCall call) {
            if (call.getOperator().equals(SqlStdOperatorTable.CAST)) {
                call.setOperator(Casting.CAST);
            } else if (call.getOperator().equals(SqlStdOperatorTable.TIMESTAMP_ADD)) {
                call.setOperator(TimeOperators.TIMESTAMP_ADD);
            }
        }
        if (node instanceof SqlIntervalLiteral interval) {
            validateLiteral(interval); // elsewhere only where it is a value of its own, not an operand of a window
        }
        return super.performUnconditionalRewrites(node, underFrom);
    }
}
