/**
 * Flink's functions and types, as Calcite wants to know them. Calcite is to fold nothing by itself: it would cast and print as no Flink
 * does.
 *
 * <pre>{@code
 * RelDataTypeFactory types = FlinkTypes.factory();
 * SqlValidator validator = new FlinkValidator(FlinkOperators.table(), catalog, types);
 * planner.setExecutor(FlinkConvertlets.NO_FOLDING);
 * new SqlToRelConverter(views, validator, catalog, cluster, FlinkConvertlets.table(), SqlToRelConverter.config());
 * }</pre>
 */
@NullMarked
package dev.sluice.sql.function;

import org.jspecify.annotations.NullMarked;
