package dev.sluice.sql.function;

import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCallBinding;
import org.apache.calcite.sql.SqlOperandCountRange;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlOperandCountRanges;
import org.apache.calcite.sql.type.SqlOperandTypeChecker;

/**
 * What operands a function takes, where Calcite's families of types do not say it.
 *
 * @param signature what is allowed, for the message: {@code (<ARRAY>, <ELEMENT>)}
 * @param least how many operands there have to be
 * @param most how many there may be; -1 for any number
 * @param allowed whether operands of these types are taken
 */
record OperandTest(String signature, int least, int most, Allowed allowed) implements SqlOperandTypeChecker {

    /** Whether operands of these types are taken. */
    interface Allowed {
        boolean test(List<RelDataType> types);
    }

    @Override
    public boolean checkOperandTypes(SqlCallBinding call, boolean throwOnFailure) {
        boolean fits = allowed.test(call.collectOperandTypes());
        if (!fits && throwOnFailure) {
            throw call.newValidationSignatureError();
        }
        return fits;
    }

    @Override
    public SqlOperandCountRange getOperandCountRange() {
        return most < 0 ? SqlOperandCountRanges.from(least) : SqlOperandCountRanges.between(least, most);
    }

    @Override
    public String getAllowedSignatures(SqlOperator operator, String name) {
        return name + signature;
    }

    @Override
    public Consistency getConsistency() {
        return Consistency.NONE;
    }

    @Override
    public boolean isOptional(int operand) {
        return false;
    }
}
