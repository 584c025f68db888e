package dev.sluice.mapping;

import dev.sluice.format.Snippet;
import dev.sluice.mapping.ScriptToken.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the tuples of an ApplyMapping as they are found: a JSON array of arrays, a Python list of tuples, or the part of a
 * Glue script that holds one. Square and round brackets, single and double quotes mean the same; a comma may stand behind
 * the last one. A tuple of two is a source and a target, one of three a source, its type and a target, as in Glue.
 */
final class MappingParser {

    static final String TUPLE = "[source, source type, target, target type]";

    private final List<ScriptToken> tokens;
    private final String where;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<FieldMapping> fields = new ArrayList<>();
    private int at;

    private MappingParser(String text, String where) {
        this.where = where;
        tokens = ScriptToken.of(text, (place, mistake) -> mistakes.add(new Mistake(place, mistake)));
    }

    private record Mistake(ScriptToken.Place place, String sentence) {}

    static Mapping parse(String text, String where) throws InvalidMappingException {
        return new MappingParser(text, where).parse();
    }

    private Mapping parse() throws InvalidMappingException {
        boolean alone = peek().is('[') || peek().is('(');
        at = alone ? 0 : start();
        if (at < 0) {
            at = 0;
            mistake("expected a list of mappings " + TUPLE + ", or a script with one ApplyMapping");
        } else {
            list();
            if (alone && mistakes.isEmpty() && peek().kind() != Kind.END) {
                mistake("expected the end");
            }
        }
        if (!mistakes.isEmpty()) {
            List<String> sentences = mistakes.stream()
                    .sorted(Comparator.comparing(Mistake::place))
                    .map(m -> where + ": " + m.place + ": " + m.sentence)
                    .toList();
            throw new InvalidMappingException(sentences, fields.isEmpty() ? Mapping.identity() : Mapping.of(fields));
        }
        return Mapping.of(fields);
    }

    /** Where the list of the one call begins; below 0 where there is none, or a second one. */
    private int start() {
        int start = -1;
        for (int i = 0; i + 2 < tokens.size(); i++) {
            boolean named = tokens.get(i).isName("mappings")
                    && (tokens.get(i + 1).is('=') || tokens.get(i + 1).is(':'));
            boolean first =
                    tokens.get(i).isName("apply_mapping") && tokens.get(i + 1).is('(');
            if ((named || first) && tokens.get(i + 2).isOpening()) {
                if (start >= 0) {
                    return -1;
                }
                start = i + 2;
            }
        }
        return start;
    }

    /** A list of tuples, or one tuple in round brackets. */
    private void list() {
        if (peek().is('(') && tokens.get(at + 1).kind() == Kind.STRING) {
            tuple();
            return;
        }
        ScriptToken open = take();
        if (peek().closes(open)) {
            mistake("expected at least one mapping " + TUPLE);
        }
        while (!peek().closes(open)) {
            if (peek().kind() == Kind.END || peek().isClosing()) {
                mistake("expected '" + open.closing() + "' at the end of the list");
                return;
            }
            tuple();
            if (!peek().closes(open) && !peek().is(',')) {
                mistake("expected ',' or '" + open.closing() + "' behind a mapping");
                if (!peek().isOpening()) {
                    skipItem();
                }
            }
            if (peek().is(',')) {
                at++;
            }
        }
        at++;
    }

    private void tuple() {
        ScriptToken open = peek();
        if (!open.isOpening()) {
            mistake("expected a mapping " + TUPLE);
            skipItem();
            return;
        }
        at++;
        List<String> texts = new ArrayList<>();
        boolean good = true;
        while (!peek().closes(open) && peek().kind() != Kind.END) {
            if (peek().kind() != Kind.STRING) {
                mistake("expected a string in quotes");
                good = false;
                skipItem();
            } else {
                texts.add(take().text());
            }
            if (peek().is(',')) {
                at++;
            } else if (!peek().closes(open)) {
                mistake("expected ',' or '" + open.closing() + "'");
                good = false;
                skipToEnd();
                break;
            }
        }
        if (peek().closes(open)) {
            at++;
        }
        if (good && (texts.size() < 2 || texts.size() > 4)) {
            mistakes.add(new Mistake(
                    open.place(),
                    "expected a mapping of four strings, " + TUPLE + ", or of two or three without types, found "
                            + texts.size()));
        } else if (good) {
            fields.add(field(texts));
        }
    }

    static FieldMapping field(List<String> texts) {
        String source = texts.get(0);
        return switch (texts.size()) {
            case 2 -> new FieldMapping(source, null, texts.get(1), null);
            case 3 -> new FieldMapping(source, texts.get(1), texts.get(2), null);
            default -> new FieldMapping(source, texts.get(1), texts.get(2), texts.get(3));
        };
    }

    /** Goes on at the comma or bracket behind what stands here, whatever it is. */
    private void skipItem() {
        int depth = 0;
        for (; peek().kind() != Kind.END; at++) {
            if (peek().isOpening()) {
                depth++;
            } else if (peek().isClosing()) {
                if (depth == 0) {
                    return;
                }
                depth--;
            } else if (depth == 0 && peek().is(',')) {
                return;
            }
        }
    }

    /** Goes on at the next bracket that closes something: this one, or what is around it. */
    private void skipToEnd() {
        for (skipItem(); peek().is(','); skipItem()) {
            at++;
        }
    }

    private ScriptToken peek() {
        return tokens.get(at);
    }

    private ScriptToken take() {
        return tokens.get(at++);
    }

    private void mistake(String expected) {
        mistakes.add(new Mistake(peek().place(), expected + ", found " + Snippet.of(peek().toString())));
    }
}
