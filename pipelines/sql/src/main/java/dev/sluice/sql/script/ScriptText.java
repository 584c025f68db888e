package dev.sluice.sql.script;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.sql.parser.SqlParserPos;

/** The characters of a script, and in which line and column each stands. A line ends with LF, CR LF or CR. */
final class ScriptText {

    private final String text;
    private final List<Integer> lineStarts = new ArrayList<>(List.of(0));

    ScriptText(String text) {
        this.text = text;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
                lineStarts.add(i + 1);
            }
        }
    }

    int length() {
        return text.length();
    }

    /** The character at an offset; a line feed behind the last one. */
    char at(int offset) {
        return offset < text.length() ? text.charAt(offset) : '\n';
    }

    boolean startsWith(String prefix, int offset) {
        return text.startsWith(prefix, offset);
    }

    int indexOf(String wanted, int from) {
        return text.indexOf(wanted, from);
    }

    String substring(int from, int to) {
        return text.substring(from, to);
    }

    /** The line of an offset, from 1. */
    int line(int offset) {
        int found = Collections.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column of an offset in its line, from 1. */
    int column(int offset) {
        return offset - lineStarts.get(line(offset) - 1) + 1;
    }

    /** The offset at which something begins, or the end of its line where the line is shorter. */
    int offset(SqlParserPos place) {
        return offset(place.getLineNum(), place.getColumnNum());
    }

    /** The offset behind something. */
    int endOffset(SqlParserPos place) {
        return offset(place.getEndLineNum(), place.getEndColumnNum() + 1);
    }

    int offset(int line, int column) {
        if (line > lineStarts.size()) {
            return text.length();
        }
        int start = lineStarts.get(line - 1);
        return Math.min(endOfLine(start), start + column - 1);
    }

    /** Where the line of an offset ends, its line end left out. */
    int endOfLine(int offset) {
        int end = offset;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** The characters of a line, its end left out. */
    String lineText(int line) {
        int start = lineStarts.get(line - 1);
        return text.substring(start, endOfLine(start));
    }

    int lines() {
        return lineStarts.size();
    }

    /** A part of the script at its own lines and columns, with nothing before it. */
    String inPlace(int from, int to) {
        return "\n".repeat(line(from) - 1) + " ".repeat(column(from) - 1) + text.substring(from, to);
    }

    Mistake mistake(int offset, String message) {
        return new Mistake(line(offset), column(offset), message);
    }
}
