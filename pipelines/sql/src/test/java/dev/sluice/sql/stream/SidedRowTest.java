package dev.sluice.sql.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.sql.function.FlinkTypes;
import dev.sluice.sql.row.SqlRow;
import dev.sluice.sql.row.SqlRowCoder;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.type.SqlTypeName;
import org.junit.jupiter.api.Test;

final class SidedRowTest {

    private static final RelDataTypeFactory TYPES = FlinkTypes.factory();

    private final Coder<SidedRow> coder = new SidedRow.SidedRowCoder(
            SqlRowCoder.of(List.of(TYPES.createSqlType(SqlTypeName.INTEGER))),
            SqlRowCoder.of(
                    List.of(TYPES.createSqlType(SqlTypeName.VARCHAR, 9), TYPES.createSqlType(SqlTypeName.BIGINT))));

    @Test
    void aRowComesBackOnItsSide() throws Exception {
        for (SidedRow row : List.of(
                new SidedRow(true, new SqlRow(new Object[] {7})),
                new SidedRow(true, new SqlRow(new Object[] {null})),
                new SidedRow(false, new SqlRow(new Object[] {"hall", 7L})))) {
            assertThat(CoderUtils.clone(coder, row)).isEqualTo(row);
        }
    }

    @Test
    void theSideIsOneByteMore() throws Exception {
        SidedRow row = new SidedRow(true, new SqlRow(new Object[] {7}));

        assertThat(CoderUtils.encodeToByteArray(coder, row)).hasSize(1 + 2);
    }
}
