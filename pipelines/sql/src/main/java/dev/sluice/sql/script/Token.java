package dev.sluice.sql.script;

/**
 * A word, a quoted text, or a sign of a script: as much as it takes to tell statements apart.
 *
 * @param word the word in capitals; the sign itself; of quoted text its quote
 * @param start where it begins in the script
 * @param end where it ends, exclusively
 * @param afterBlankLine whether there is a blank line before it
 */
record Token(String word, int start, int end, boolean afterBlankLine) {

    boolean is(String wanted) {
        return word.equals(wanted);
    }
}
