package dev.sluice.connector;

import dev.sluice.record.RawRecord;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** What is sent in place of a record, made where it is sent: a refusal then finds the record as it came. */
@FunctionalInterface
public interface Outgoing {

    /**
     * What is sent in place of {@code record}.
     *
     * @param refusal called where nothing can be made of it
     * @return null where nothing is sent
     */
    @Nullable
    RawRecord of(RawRecord record, RecordSender.Refusal refusal);

    /** Makes one where the records are. */
    @FunctionalInterface
    interface Factory extends Serializable {
        Outgoing open();
    }
}
