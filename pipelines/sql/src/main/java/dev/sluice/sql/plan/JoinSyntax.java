package dev.sluice.sql.plan;

import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlSnapshot;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * What Calcite does not take of joins as it is written: {@code FOR SYSTEM_TIME AS OF} a clock, which is a TIMESTAMP_LTZ, and a
 * window's table function that is joined without a query around it.
 */
final class JoinSyntax {

    private JoinSyntax() {}

    /** The query, changed so that Calcite takes it. */
    static SqlNode rewrite(SqlNode query) {
        query.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlCall call) {
                if (call instanceof SqlSnapshot snapshot) {
                    snapshot.setOperand(1, timestamp(snapshot.getPeriod()));
                } else if (call instanceof SqlJoin join) {
                    join.setLeft(query(join.getLeft()));
                    join.setRight(query(join.getRight()));
                }
                return super.visit(call);
            }
        });
        return query;
    }

    private static SqlNode timestamp(SqlNode time) {
        SqlParserPos place = time.getParserPosition();
        SqlDataTypeSpec timestamp =
                new SqlDataTypeSpec(new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP, 3, place), place);
        return SqlStdOperatorTable.CAST.createCall(place, time, timestamp);
    }

    /** {@code TABLE(…)} as {@code SELECT * FROM TABLE(…)}. */
    private static SqlNode query(SqlNode joined) {
        if (joined.getKind() == SqlKind.AS) {
            SqlCall named = (SqlCall) joined;
            named.setOperand(0, query(named.operand(0)));
            return named;
        }
        if (joined.getKind() != SqlKind.COLLECTION_TABLE) {
            return joined;
        }
        SqlParserPos place = joined.getParserPosition();
        SqlNodeList all = SqlNodeList.of(SqlIdentifier.star(place));
        return new SqlSelect(place, null, all, joined, null, null, null, null, null, null, null, null);
    }
}
