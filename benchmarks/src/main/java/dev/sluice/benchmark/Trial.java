package dev.sluice.benchmark;

/**
 * A run that is to be made.
 *
 * @param round from 1
 * @param records how many the topic has
 * @param candidate who runs, by name
 */
record Trial(int round, long records, String candidate) {

    /** What its files and topics are called by: no other trial of a benchmark has it. */
    String name() {
        return candidate + "-" + records + "-" + round;
    }
}
