package dev.sluice.sql.plan;

import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** A view as Calcite looks it up: its query stands where it is named. */
final class PlannedView extends AbstractTable implements TranslatableTable {

    private final RelDataType rowType;
    private final Supplier<RelNode> query;

    /** @param query plans the view's query anew */
    PlannedView(RelDataType rowType, Supplier<RelNode> query) {
        this.rowType = rowType;
        this.query = query;
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
        return rowType;
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
        return query.get();
    }
}
