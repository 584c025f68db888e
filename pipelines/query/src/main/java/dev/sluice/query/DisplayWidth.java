package dev.sluice.query;

import java.lang.Character.UnicodeScript;

/** How many cells of a terminal a text takes: none for combining marks, two for East Asian wide characters and emoji. */
final class DisplayWidth {
    private DisplayWidth() {}

    static int of(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); ) {
            int codePoint = text.codePointAt(i);
            width += codePoint < 0x300 ? 1 : of(codePoint);
            i += Character.charCount(codePoint);
        }
        return width;
    }

    private static int of(int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {
                return 0;
            }
            default -> {
                boolean fullWidth = (codePoint >= 0x3000 && codePoint <= 0x303E)
                        || (codePoint >= 0xFF01 && codePoint <= 0xFF60)
                        || (codePoint >= 0x1F300 && codePoint <= 0x1FAFF);
                UnicodeScript script = UnicodeScript.of(codePoint);
                boolean halfWidth = codePoint >= 0xFF61 && codePoint <= 0xFFDC;
                boolean eastAsian = script == UnicodeScript.HAN
                        || script == UnicodeScript.HIRAGANA
                        || script == UnicodeScript.KATAKANA
                        || script == UnicodeScript.HANGUL;
                return fullWidth || (eastAsian && !halfWidth) ? 2 : 1;
            }
        }
    }
}
