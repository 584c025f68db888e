package dev.sluice.format;

/** What becomes of a number with more digits behind the point than its column holds. */
public enum Fractions {
    /** It is malformed: nothing is lost without a word. */
    REFUSED,
    /**
     * It loses them, as Flink 1.19 reads JSON: a number is cut where its column is int or bigint, and rounded half up where
     * that is a decimal. Text that says such a number is malformed for an int or bigint, and rounded for a decimal.
     */
    SHORTENED
}
