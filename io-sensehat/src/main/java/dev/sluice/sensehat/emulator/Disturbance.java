package dev.sluice.sensehat.emulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all faults together do to one transaction.
 *
 * @param acknowledged whether the chip answers
 * @param silent whether it converts nothing
 * @param torn whether conversions end between the bytes
 * @param half whether the reading ends half way
 * @param id what the chip says to be, null for the truth
 */
record Disturbance(
        boolean acknowledged,
        boolean silent,
        boolean torn,
        boolean half,
        @Nullable Integer id) {

    static Disturbance of(List<Fault> faults, int address, long transaction, long nanos) {
        boolean acknowledged = true;
        boolean silent = false;
        boolean torn = false;
        boolean half = false;
        Integer id = null;
        for (Fault fault : faults) {
            if (fault instanceof Fault.NotAcknowledged f) {
                acknowledged &= f.transaction() != transaction;
            } else if (fault instanceof Fault.ShortRead f) {
                half |= f.transaction() == transaction;
            } else if (fault instanceof Fault.Gone f) {
                acknowledged &= f.address() != address || !f.window().contains(nanos);
            } else if (fault instanceof Fault.NotReady f) {
                silent |= f.address() == address && f.window().contains(nanos);
            } else if (fault instanceof Fault.Torn f) {
                torn |= f.address() == address && f.window().contains(nanos);
            } else if (fault instanceof Fault.WrongId f
                    && f.address() == address
                    && f.window().contains(nanos)) {
                id = f.id();
            }
        }
        return new Disturbance(acknowledged, silent, torn, half, id);
    }
}
