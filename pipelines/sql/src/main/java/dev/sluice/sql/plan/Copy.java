package dev.sluice.sql.plan;

import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/** Copies a query as it was written: Calcite changes what it validates. */
final class Copy extends SqlShuttle {

    private Copy() {}

    static SqlNode of(SqlNode query) {
        return Objects.requireNonNull(query.accept(new Copy()));
    }

    @Override
    public @Nullable SqlNode visit(SqlCall call) {
        CallCopyingArgHandler copy = new CallCopyingArgHandler(call, true);
        call.getOperator().acceptCall(this, call, false, copy);
        return copy.result();
    }
}
