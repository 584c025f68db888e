package dev.sluice.sensehat.beam;

import dev.sluice.sensehat.Orientation;
import dev.sluice.sensehat.Reading;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.values.Row;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot of a board.
 *
 * @param count snapshots since the job was first started, from 1; goes on after a checkpoint
 * @param reading what the board showed; missing values are null
 */
public record BoardRecord(long count, Reading reading) {

    /** The same as a row of the table {@code sense_hat}, see {@link #values}. */
    Row row(Schema schema, String clientId) {
        return Row.withSchema(schema).attachValues(values(schema.getFieldNames(), clientId));
    }

    /**
     * The values of columns of a device's message, the temperature being that of the humidity chip; null what is missing.
     *
     * @param columns names of the table {@code sense_hat}
     * @param clientId the device
     * @throws IllegalArgumentException if the board has no such column
     */
    public @Nullable Object[] values(List<String> columns, String clientId) {
        Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(columns.get(i), clientId, reading.orientation());
        }
        return values;
    }

    private @Nullable Object value(String column, String clientId, @Nullable Orientation orientation) {
        return switch (column) {
            case "client_id" -> clientId;
            case "timestamp" -> reading.time();
            case "humidity" -> reading.humidity();
            case "temperature" -> reading.temperatureFromHumidity();
            case "pressure" -> reading.pressure();
            case "pitch" -> orientation == null ? null : (Double) orientation.pitch();
            case "roll" -> orientation == null ? null : (Double) orientation.roll();
            case "yaw" -> orientation == null ? null : (Double) orientation.yaw();
            case "count" -> count;
            default -> throw new IllegalArgumentException("the board has no column " + column);
        };
    }
}
