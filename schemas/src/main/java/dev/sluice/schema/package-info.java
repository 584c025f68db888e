/**
 * What a table is: columns, their types, and the catalog they stand in.
 *
 * <p>A {@link dev.sluice.schema.Catalog} gives {@link dev.sluice.schema.TableDefinition}s by name, out of the JSON that
 * {@code aws glue get-table} prints. A {@link dev.sluice.schema.TableConnector} is a kind of stream that tables stand
 * on. What is wrong with a definition is reported all at once.
 *
 * <pre>{@code
 * TableDefinition table = Catalog.in(Path.of("tables")).table("sense_hat");
 * table.columns().get(1);              // Column[name=timestamp, type=timestamp]
 * table.schema();                      // the Beam schema of its rows
 * table.stream().setting("topicName"); // streaming-data
 * ColumnType.parse("array<struct<name:string,value:decimal(10,2)>>");
 * }</pre>
 */
@NullMarked
package dev.sluice.schema;

import org.jspecify.annotations.NullMarked;
