/**
 * The board as a source of tables: its snapshots as the payloads of a device, {@code --source=sensehat}.
 *
 * <pre>{@code
 * TableConnector board = new BoardConnector();
 * PCollection<RecordBatch> batches = pipeline.apply("Read", board.read(table, ReadSettings.of("lake")));
 * }</pre>
 */
@NullMarked
package dev.sluice.job.board;

import org.jspecify.annotations.NullMarked;
