/**
 * Rows that are made up, as Flink's {@code datagen} makes them: values by chance or in sequence, so many a second, for ever or up to a number.
 *
 * <pre>{@code
 * Stream stream = new Stream("datagen", Map.of("number-of-rows", "100", "fields.id.kind", "sequence", "fields.id.start", "1", "fields.id.end", "100"));
 * pipeline.apply("Read", new DatagenConnector().read(table.withStream(stream), ReadSettings.of("sample")));
 * }</pre>
 */
@NullMarked
package dev.sluice.connector.datagen;

import org.jspecify.annotations.NullMarked;
