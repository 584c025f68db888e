package dev.sluice.format;

/** What a message shows of a payload: 64 characters at most, on one line. */
public final class Snippet {

    private static final int LONGEST = 64;

    private Snippet() {}

    /** The text on one line, cut where it is longer. */
    public static String of(CharSequence text) {
        int end = Math.min(text.length(), LONGEST);
        StringBuilder shown = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '\ufffd' : c);
        }
        if (text.length() > LONGEST) {
            shown.setCharAt(LONGEST - 1, '…');
        }
        return shown.toString();
    }

    /** The same in double quotes. */
    public static String quoted(CharSequence text) {
        return '"' + of(text) + '"';
    }
}
