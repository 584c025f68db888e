package dev.sluice.sql.script;

import java.util.List;
import java.util.stream.Collectors;

/** Mistakes as they are shown: file, line and column, the line itself, and a caret under the column. */
public final class MistakeReport {

    private MistakeReport() {}

    /**
     * One paragraph for each mistake.
     *
     * @param file the script's name
     * @param script its text
     */
    public static String of(String file, String script, List<Mistake> mistakes) {
        ScriptText text = new ScriptText(script);
        return mistakes.stream().map(mistake -> paragraph(file, text, mistake)).collect(Collectors.joining("\n"));
    }

    private static String paragraph(String file, ScriptText text, Mistake mistake) {
        if (mistake.line() == 0) {
            return file + ": " + mistake.message(); // of the whole script
        }
        String line = mistake.line() <= text.lines() ? text.lineText(mistake.line()) : "";
        String before = line.substring(0, Math.min(line.length(), mistake.column() - 1));
        // Tabs stay what they are, so that the caret stands under the column however wide they are shown.
        return "%s:%d:%d: %s\n    %s\n    %s^"
                .formatted(
                        file,
                        mistake.line(),
                        mistake.column(),
                        mistake.message(),
                        line,
                        before.replaceAll("[^\t]", " "));
    }
}
