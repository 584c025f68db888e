package dev.sluice.sql.plan;

import dev.sluice.sql.table.SqlTable;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TemporalTable;
import org.apache.calcite.schema.impl.AbstractTable;

/** A table as Calcite looks it up. */
final class PlannedTable extends AbstractTable implements TemporalTable {

    private final SqlTable table;
    private final TableColumns columns;

    PlannedTable(SqlTable table, TableColumns columns) {
        this.table = table;
        this.columns = columns;
    }

    SqlTable table() {
        return table;
    }

    TableColumns columns() {
        return columns;
    }

    /** No table keeps what its rows were: Calcite asks for the columns' names alone. */
    @Override
    public String getSysStartFieldName() {
        return "";
    }

    @Override
    public String getSysEndFieldName() {
        return "";
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
        return columns.rowType();
    }
}
