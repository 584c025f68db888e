/**
 * What a record is on its way from a source to a row.
 *
 * <p>A reader takes {@link dev.sluice.record.RawRecord}s and gives them as {@link dev.sluice.record.RecordBatch}es,
 * which carry, partition by partition, the positions they start after and end at. What cannot be used becomes a
 * {@link dev.sluice.record.DeadLetter}. How far a job has come is a {@link dev.sluice.record.Progress}.
 *
 * <pre>{@code
 * RecordBatch.Builder batch = RecordBatch.Builder.of("kafka", false);
 * batch.add("readings/0", Position.offset(41), Position.offset(42), arrival, null, Map.of(), payload, null);
 * PartitionRange taken = batch.build(clock.instant(), watermark).ranges().get(0);   // readings/0(41, 42]
 * Progress done = Progress.of(List.of(taken));
 * done.after("readings/0");                                                          // 42
 * }</pre>
 */
@NullMarked
package dev.sluice.record;

import org.jspecify.annotations.NullMarked;
