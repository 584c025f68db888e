/**
 * How a row is mapped to another: Glue's ApplyMapping and its casts, as data.
 *
 * <p>A {@link dev.sluice.mapping.Mapping} is read from JSON and travels; it is compiled once for the columns it is
 * applied to, which is when every mistake is reported. Casts are strict: what would be lost fails.
 *
 * <pre>{@code
 * Mapping mapping = Mapping.parse("[[\"temperature\", \"double\", \"air.celsius\", \"decimal(5,2)\"]]", "mapping.json");
 * CompiledMapping compiled = mapping.compile(table.columns());
 * compiled.columns();                  // [Column[name=air, type=struct<celsius:decimal(5,2)>]]
 * Object[] mapped = compiled.apply(row);
 * }</pre>
 */
@NullMarked
package dev.sluice.mapping;

import org.jspecify.annotations.NullMarked;
