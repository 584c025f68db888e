package dev.sluice.connector;

import dev.sluice.schema.TableConnector;
import dev.sluice.schema.TableDefinition;
import java.io.IOException;

/** A connector that can be written to without a pipeline, too. */
public interface SendingConnector extends TableConnector {

    /**
     * Opens a sender to the table's stream.
     *
     * @throws IOException with one sentence, where it cannot be reached
     * @throws IllegalArgumentException where {@link #writeMistakes} finds some
     */
    RecordSender sender(TableDefinition table) throws IOException;
}
