package dev.sluice.sql.aggregate;

import java.io.Serializable;
import org.apache.beam.sdk.coders.Coder;

/** A function of a group's rows. */
public interface AggregateFunction extends Serializable {

    /** An accumulator that has seen no row. */
    Accumulator create();

    /** Writes and reads accumulators of this function. */
    Coder<Accumulator> coder();
}
