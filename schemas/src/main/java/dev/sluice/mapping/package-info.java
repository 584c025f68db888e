/**
 * How a row becomes another one, or none: Glue's transforms and their casts, as data.
 *
 * <p>A {@link dev.sluice.mapping.Mapping} is a list of {@link dev.sluice.mapping.Transform}s, read from files; it travels, and
 * is compiled once for the columns it is applied to, which is when every mistake is reported. Whatever the number of
 * transforms, what is left is the conditions of its filters and one projection. Casts lose nothing: what would be lost fails.
 *
 * <pre>{@code
 * Mapping mapping = Mapping.parse("[(\"temperature\", \"double\", \"air.celsius\", \"decimal(5,2)\")]", "mapping.py");
 * CompiledMapping compiled = mapping.compile(table.columns());
 * compiled.columns();                  // [Column[name=air, type=struct<celsius:decimal(5,2)>]]
 * Object[] mapped = compiled.apply(row);  // null where a filter drops the row
 * }</pre>
 */
@NullMarked
package dev.sluice.mapping;

import org.jspecify.annotations.NullMarked;
