/**
 * The lake sink: rows become Parquet files by the hour, and a file becomes visible once, whole, when the runner has made
 * it durable.
 *
 * <p>The way of a row: {@link dev.sluice.lake.LakeWrite} decodes and maps it and writes it to the file of its hour, which
 * lies under {@code _sluice/pending}. When the bundle ends the files are closed and described by a
 * {@link dev.sluice.lake.Publication}; when that is durable it is written to the
 * {@link dev.sluice.lake.PublicationLog}, and the files are renamed to their places.
 *
 * <pre>{@code
 * LakeLayout layout = new LakeLayout(
 *         "/data/lake", "/data/lake/_dead_letters", "/data/lake/_sluice/checkpoint", Partitioning.by("timestamp"));
 * batches.apply("Write", LakeWrite.to(layout).decoding(table).mapping(Mapping.identity()));
 * Progress done = PublicationLog.in(Path.of(layout.checkpoint())).progress();
 * }</pre>
 */
@NullMarked
package dev.sluice.lake;

import org.jspecify.annotations.NullMarked;
