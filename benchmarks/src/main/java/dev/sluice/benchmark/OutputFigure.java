package dev.sluice.benchmark;

/**
 * A figure of what trials of a workload leave behind.
 *
 * @param name in an outcome, and in a line of results
 * @param label in a table
 * @param format of a number, for a table
 * @param unit how much of it is one in a table
 */
record OutputFigure(String name, String label, String format, double unit) {

    static OutputFigure count(String name, String label) {
        return new OutputFigure(name, label, "%,.0f", 1);
    }
}
