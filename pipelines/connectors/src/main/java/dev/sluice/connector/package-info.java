/**
 * Batches in, records out: what all connectors share.
 *
 * <p>A system is read through a {@link dev.sluice.connector.RecordStream} and its {@link dev.sluice.connector.RecordReader},
 * which know nothing of Beam; {@link dev.sluice.connector.BatchedSource} makes an unbounded Beam source of them, with
 * batches, watermarks, ends and checkpoints. A system is written through a {@link dev.sluice.connector.RecordSender}, of
 * which {@link dev.sluice.connector.BatchWrite} makes a transform. Jobs know connectors as
 * {@link dev.sluice.schema.TableConnector}s.
 *
 * <pre>{@code
 * TableConnector kafka = new KafkaConnector();
 * PCollection<RecordBatch> batches = pipeline.apply("Read", kafka.read(table, ReadSettings.of(jobId)));
 * PCollection<DeadLetter> refused = batches.apply("Write", kafka.write(copy, jobId));
 * }</pre>
 */
@NullMarked
package dev.sluice.connector;

import org.jspecify.annotations.NullMarked;
