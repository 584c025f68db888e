package dev.sluice.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * A word of JSON, or of the little Python that a list of tuples takes.
 *
 * @param place for messages
 * @param text of a string what it means, of all others what stands there
 */
record ScriptToken(Kind kind, String text, Place place) {

    /** Line and column, from 1. */
    record Place(int line, int column) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return line == other.line ? Integer.compare(column, other.column) : Integer.compare(line, other.line);
        }

        @Override
        public String toString() {
            return "line " + line + ", column " + column;
        }
    }

    enum Kind {
        STRING,
        /** A name or a number. */
        WORD,
        SYMBOL,
        END
    }

    boolean is(char symbol) {
        return kind == Kind.SYMBOL && text.charAt(0) == symbol;
    }

    boolean isName(String name) {
        return kind != Kind.SYMBOL && kind != Kind.END && text.equals(name);
    }

    boolean isOpening() {
        return is('[') || is('(') || is('{');
    }

    boolean isClosing() {
        return is(']') || is(')') || is('}');
    }

    boolean closes(ScriptToken open) {
        return is(open.closing());
    }

    char closing() {
        return is('[') ? ']' : is('(') ? ')' : '}';
    }

    @Override
    public String toString() {
        return switch (kind) {
            case STRING -> "the string '" + text + "'";
            case END -> "the end";
            case WORD, SYMBOL -> "'" + text + "'";
        };
    }

    /**
     * The words of a text, comments left out; the last one is the end.
     *
     * @param mistakes takes place and sentence of what is no word
     */
    static List<ScriptToken> of(String text, BiConsumer<Place, String> mistakes) {
        return new Lexer(text, mistakes).tokens();
    }

    private static final class Lexer {

        private final String text;
        private final BiConsumer<Place, String> mistakes;
        private final List<ScriptToken> tokens = new ArrayList<>();
        private int at;
        private int line = 1;
        private int lineStart;

        Lexer(String text, BiConsumer<Place, String> mistakes) {
            this.text = text;
            this.mistakes = mistakes;
            at = text.startsWith("\ufeff") ? 1 : 0;
            lineStart = at;
        }

        List<ScriptToken> tokens() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '\n') {
                    at++;
                    line++;
                    lineStart = at;
                } else if (Character.isWhitespace(c) || c == '\\') { // a line goes on behind a backslash
                    at++;
                } else if (c == '#') {
                    skipComment();
                } else if (c == '"' || c == '\'') {
                    string(c);
                } else if (isWord(c)) {
                    word();
                } else {
                    tokens.add(new ScriptToken(Kind.SYMBOL, String.valueOf(c), place()));
                    at++;
                }
            }
            tokens.add(new ScriptToken(Kind.END, "", place()));
            return tokens;
        }

        private Place place() {
            return new Place(line, at - lineStart + 1);
        }

        private void skipComment() {
            while (at < text.length() && text.charAt(at) != '\n') {
                at++;
            }
        }

        private static boolean isWord(char c) {
            return Character.isLetterOrDigit(c) || c == '_';
        }

        private void word() {
            int start = at;
            Place place = place();
            while (at < text.length() && isWord(text.charAt(at))) {
                at++;
            }
            String word = text.substring(start, at);
            boolean prefix = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
            if (!prefix || !word.equalsIgnoreCase("u")) {
                tokens.add(new ScriptToken(Kind.WORD, word, place));
            }
        }

        /** A string ends in its line, in JSON and in Python alike. */
        private void string(char quote) {
            Place place = place();
            StringBuilder content = new StringBuilder();
            at++;
            while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
                if (text.charAt(at) == '\\') {
                    escape(content);
                } else {
                    content.append(text.charAt(at));
                    at++;
                }
            }
            if (at < text.length() && text.charAt(at) == quote) {
                at++;
            } else {
                mistakes.accept(
                        place,
                        "expected " + quote + " at the end of the string that begins here, found the end of the line");
            }
            tokens.add(new ScriptToken(Kind.STRING, content.toString(), place));
        }

        private void escape(StringBuilder content) {
            Place place = place();
            char c = at + 1 < text.length() ? text.charAt(at + 1) : '\n';
            int simple = "\"'\\/bfnrt".indexOf(c);
            if (simple >= 0) {
                content.append("\"'\\/\b\f\n\r\t".charAt(simple));
                at += 2;
                return;
            }
            int end = Math.min(at + 6, text.length());
            if (c == 'u' && text.substring(at + 2, end).matches("[0-9a-fA-F]{4}")) {
                content.append((char) Integer.parseInt(text.substring(at + 2, end), 16));
                at = end;
                return;
            }
            mistakes.accept(
                    place,
                    "expected an escape such as \\\" or \\u00e9, found '"
                            + text.substring(at, Math.min(at + 2, text.length()))
                                    .strip() + "'");
            at++;
        }
    }
}
