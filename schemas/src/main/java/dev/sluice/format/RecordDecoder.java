package dev.sluice.format;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a payload into rows. A payload is atomic: it gives all its rows, or it is malformed. It may hold none.
 *
 * <p>A row is an array with a value for each column, in the order of the columns the decoder was made for, of the Java
 * types that {@link dev.sluice.schema.ColumnType} lists; null is missing.
 */
@FunctionalInterface
public interface RecordDecoder {

    /**
     * The payload's rows; the caller owns them.
     *
     * @throws MalformedRecordException where the payload, or one of its values, is not what the format and the columns
     *     ask for
     */
    List<@Nullable Object[]> decode(byte[] payload) throws MalformedRecordException;
}
