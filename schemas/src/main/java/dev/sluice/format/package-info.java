/**
 * How bytes become rows and rows become bytes; the only place where "malformed" is decided.
 *
 * <p>A {@link dev.sluice.format.RecordFormat} is a value with settings. It gives decoders, which throw nothing but
 * {@link dev.sluice.format.MalformedRecordException} whatever the bytes, encoders, event times, and the records of a
 * file. A row here is an array with a value for each column.
 *
 * <pre>{@code
 * RecordFormat format = JsonFormat.defaults().withTimestampFormats(List.of("yyyy-MM-dd HH:mm:ss"));
 * RecordDecoder decoder = format.decoder(table.columns());   // once
 * for (Object[] row : decoder.decode(payload)) {             // for each record
 *     write(row);
 * }
 * }</pre>
 */
@NullMarked
package dev.sluice.format;

import org.jspecify.annotations.NullMarked;
